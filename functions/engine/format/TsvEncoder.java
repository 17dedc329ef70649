package engine.format;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/// Encodes rows in MySQL Shell's default dialect and hashes them: fields end with TAB, rows with LF, NULL is
/// `\N`, and NUL, BS, LF, CR, TAB, 0x1A and backslash are escaped by a backslash. Holds one buffer, whatever
/// the size of a row.
///
/// A line feed in the data becomes the two characters `\n`, never backslash and line feed: MySQL Shell's loader
/// splits large files at any line feed. Not for several threads.
public final class TsvEncoder implements RowSink {
    private static final int BUFFER = 256 * 1024;
    private static final int FLUSH_AT = 128 * 1024;
    /// The largest piece that is encoded in one go; encoding at most doubles it.
    private static final int PIECE = 32 * 1024;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final byte[] ESCAPES = escapes();

    private final FieldEncoding[] encodings;
    private final OutputStream out;
    private final RowHash hash = new RowHash();
    private final Base64Part base64 = new Base64Part();
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    /// Where the part of the current row that is not hashed yet begins.
    private int unhashed;

    /// The column whose field is coming in parts, or -1.
    private int partsColumn = -1;

    private long rows;
    private long sum;
    private long flushed;
    private long binary;
    private long longestBinary;

    /// Writes to `out`, which is flushed of nothing and closed by nobody here.
    public TsvEncoder(List<FieldEncoding> encodings, OutputStream out) {
        this.encodings = encodings.toArray(FieldEncoding[]::new);
        this.out = out;
    }

    private static byte[] escapes() {
        var escapes = new byte[256];
        escapes[0] = '0';
        escapes['\b'] = 'b';
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        escapes[0x1A] = 'Z';
        escapes['\\'] = '\\';
        return escapes;
    }

    @Override
    public void nullField(int column) {
        separate(column);
        buffer[position++] = '\\';
        buffer[position++] = 'N';
    }

    @Override
    public void field(int column, byte[] bytes, int offset, int length) throws IOException {
        if (length > PIECE) {
            part(column, bytes, offset, length, true);
            return;
        }
        separate(column);
        encode(encodings[column], bytes, offset, length, true);
        if (position >= FLUSH_AT) {
            flush();
        }
    }

    @Override
    public void part(int column, byte[] bytes, int offset, int length, boolean last) throws IOException {
        if (partsColumn != column) {
            separate(column);
        }
        partsColumn = last ? -1 : column;
        int end = offset + length;
        for (int at = offset; at < end || last; at += PIECE) {
            int piece = Math.min(PIECE, end - at);
            boolean lastPiece = at + PIECE >= end;
            encode(encodings[column], bytes, at, piece, last && lastPiece);
            if (position >= FLUSH_AT) {
                flush();
            }
            if (lastPiece) {
                return;
            }
        }
    }

    @Override
    public void endRow() throws IOException {
        buffer[position++] = '\n';
        hash.update(buffer, unhashed, position - unhashed);
        unhashed = position;
        sum += hash.finish();
        rows++;
        if (position >= FLUSH_AT) {
            flush();
        }
    }

    /// Hands everything encoded so far to the stream.
    public void flush() throws IOException {
        hash.update(buffer, unhashed, position - unhashed);
        out.write(buffer, 0, position);
        flushed += position;
        position = 0;
        unhashed = 0;
    }

    /// Rows and their hashes, up to the last {@link #endRow}.
    public ContentHash content() {
        return new ContentHash(rows, sum);
    }

    /// The bytes of the longest value so far that is written in base64, before encoding.
    public long longestBinary() {
        return longestBinary;
    }

    /// Encoded bytes so far.
    public long bytes() {
        return flushed + position;
    }

    private void separate(int column) {
        if (column > 0) {
            buffer[position++] = '\t';
        }
    }

    private void encode(FieldEncoding encoding, byte[] bytes, int offset, int length, boolean last) {
        switch (encoding) {
            case PLAIN -> {
                System.arraycopy(bytes, offset, buffer, position, length);
                position += length;
            }
            case TEXT -> position = escape(bytes, offset, length, buffer, position);
            case BASE64 -> {
                position = base64.encode(bytes, offset, length, last, buffer, position);
                binary += length;
                if (last) {
                    longestBinary = Math.max(longestBinary, binary);
                    binary = 0;
                }
            }
        }
    }

    /// Copies eight bytes at a time while none of them is a control character or a backslash.
    private static int escape(byte[] from, int offset, int length, byte[] to, int position) {
        int in = offset;
        int out = position;
        int end = offset + length;
        while (in < end) {
            while (end - in >= 8) {
                long word = (long) LONGS.get(from, in);
                if (mayNeedEscape(word)) {
                    break;
                }
                LONGS.set(to, out, word);
                in += 8;
                out += 8;
            }
            int slowEnd = Math.min(end, in + 8);
            for (; in < slowEnd; in++) {
                byte b = from[in];
                byte escape = ESCAPES[b & 0xFF];
                if (escape == 0) {
                    to[out++] = b;
                } else {
                    to[out++] = '\\';
                    to[out++] = escape;
                }
            }
        }
        return out;
    }

    /// Whether a byte of the word is below 0x20 or a backslash. The usual test for a zero byte, which never
    /// misses one.
    private static boolean mayNeedEscape(long word) {
        long control = (word - ONES * 0x20) & ~word;
        long backslash = word ^ ONES * '\\';
        return ((control | (backslash - ONES) & ~backslash) & HIGHS) != 0;
    }
}
