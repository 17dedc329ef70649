package engine.format;

/// Base64 of a field that may come in parts: up to two bytes wait for the next part.
final class Base64Part {
    private static final byte[] ALPHABET = alphabet();

    private int waiting;
    private int waitingCount;

    private static byte[] alphabet() {
        var letters = new byte[64];
        for (int i = 0; i < 26; i++) {
            letters[i] = (byte) ('A' + i);
            letters[26 + i] = (byte) ('a' + i);
        }
        for (int i = 0; i < 10; i++) {
            letters[52 + i] = (byte) ('0' + i);
        }
        letters[62] = '+';
        letters[63] = '/';
        return letters;
    }

    /// Encodes a part and returns the new position in `to`; with `last` the padding is written and nothing
    /// waits.
    int encode(byte[] from, int offset, int length, boolean last, byte[] to, int position) {
        int in = offset;
        int out = position;
        int end = offset + length;
        while (waitingCount > 0 && in < end) {
            waiting = waiting << 8 | from[in++] & 0xFF;
            if (++waitingCount == 3) {
                out = four(waiting, to, out);
                waiting = 0;
                waitingCount = 0;
            }
        }
        for (; end - in >= 3; in += 3) {
            out = four((from[in] & 0xFF) << 16 | (from[in + 1] & 0xFF) << 8 | from[in + 2] & 0xFF, to, out);
        }
        for (; in < end; in++) {
            waiting = waiting << 8 | from[in] & 0xFF;
            waitingCount++;
        }
        return last ? pad(to, out) : out;
    }

    private int pad(byte[] to, int position) {
        int out = position;
        if (waitingCount > 0) {
            out = four(waiting << 8 * (3 - waitingCount), to, out);
            for (int i = waitingCount; i < 3; i++) {
                to[out - 3 + i] = '=';
            }
            waiting = 0;
            waitingCount = 0;
        }
        return out;
    }

    private static int four(int bits, byte[] to, int out) {
        to[out] = ALPHABET[bits >>> 18];
        to[out + 1] = ALPHABET[bits >>> 12 & 63];
        to[out + 2] = ALPHABET[bits >>> 6 & 63];
        to[out + 3] = ALPHABET[bits & 63];
        return out + 4;
    }
}
