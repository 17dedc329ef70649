package engine.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The payload of the server's packets, through one buffer. A payload of 16 MB and more comes in several
/// packets; the seam is hidden here. Not for several threads.
final class PacketReader {
    /// The size at which a payload goes on in another packet.
    static final int FULL = 0xFFFFFF;
    private static final int BUFFER = 256 * 1024;
    private static final int HEADER = 4;

    /// The stream ended, broke or made no sense.
    static final class BrokenConnection extends RuntimeException {
        BrokenConnection(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final InputStream in;
    final byte[] buffer = new byte[BUFFER];
    int position;
    private int limit;
    private int sequence;
    /// What of the current packet is not consumed yet, and whether another packet carries the payload on.
    private int left;
    private boolean goesOn;

    PacketReader(InputStream in) {
        this.in = in;
    }

    void expectSequence(int next) {
        sequence = next;
    }

    /// Starts the next payload and returns the length of its first packet.
    int nextPacket() {
        fill(HEADER);
        int length = buffer[position] & 0xFF | (buffer[position + 1] & 0xFF) << 8 | (buffer[position + 2] & 0xFF) << 16;
        if ((buffer[position + 3] & 0xFF) != (sequence & 0xFF)) {
            throw broken("packets out of order");
        }
        sequence++;
        position += HEADER;
        left = length;
        goesOn = length == FULL;
        return length;
    }

    /// Whether the payload is one packet that fits the buffer; it then lies at {@link #position}, all of it.
    boolean isWhole() {
        if (goesOn || left > BUFFER) {
            return false;
        }
        fill(left);
        return true;
    }

    /// Consumes a whole payload that was read from the buffer directly.
    void consumed() {
        position += left;
        left = 0;
    }

    /// The first byte of the payload, not consumed.
    int peek() {
        fill(1);
        return buffer[position] & 0xFF;
    }

    int readByte() {
        advance();
        fill(1);
        left--;
        return buffer[position++] & 0xFF;
    }

    /// A length-encoded integer.
    long lengthEncoded() {
        int first = readByte();
        return switch (first) {
            case 0xFC -> little(2);
            case 0xFD -> little(3);
            case 0xFE -> little(8);
            default -> first;
        };
    }

    long little(int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) readByte() << 8 * i;
        }
        return value;
    }

    /// Makes up to `wanted` bytes of the payload available at {@link #position} and returns how many; consume
    /// them with {@link #skip}.
    int available(long wanted) {
        advance();
        if (position == limit) {
            fill(1);
        }
        return (int) Math.min(wanted, Math.min(left, limit - position));
    }

    void skip(int bytes) {
        position += bytes;
        left -= bytes;
    }

    /// Whether the payload is used up. One of exactly {@link #FULL} bytes is followed by an empty packet.
    boolean atEnd() {
        advance();
        return left == 0;
    }

    void skipPacket() {
        while (!atEnd()) {
            skip(available(Long.MAX_VALUE));
        }
    }

    /// Throws the failure that an error packet stands for.
    void throwIfError(String what) {
        if (left == 0 || peek() != 0xFF) {
            return;
        }
        readByte();
        int code = (int) little(2);
        var text = new StringBuilder();
        while (!atEnd()) {
            int available = available(Long.MAX_VALUE);
            text.append(new String(buffer, position, available, StandardCharsets.UTF_8));
            skip(available);
        }
        throw MySqlFailure.of(what, code, text.toString().replaceFirst("^#.....", ""), null);
    }

    /// Moves on to the packet that carries the payload on, if this one is used up.
    private void advance() {
        if (left == 0 && goesOn) {
            nextPacket();
        }
    }

    /// Makes at least `bytes` bytes available at {@link #position}.
    private void fill(int bytes) {
        if (limit - position >= bytes) {
            return;
        }
        if (BUFFER - position < Math.max(bytes, BUFFER / 8)) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        while (limit - position < bytes) {
            limit += read();
        }
    }

    private int read() {
        try {
            int read = in.read(buffer, limit, BUFFER - limit);
            if (read <= 0) {
                throw broken("the server closed it");
            }
            return read;
        } catch (IOException e) {
            throw new BrokenConnection(String.valueOf(e.getMessage()), e);
        }
    }

    private static BrokenConnection broken(String why) {
        return new BrokenConnection(why, new IOException(why));
    }
}
