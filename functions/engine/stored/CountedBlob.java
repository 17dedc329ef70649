package engine.stored;

import base.Failure;
import base.TransientFailure;
import java.io.IOException;
import java.io.InputStream;

/// The stored bytes of a blob. What goes wrong on the way from the store is told apart from what is wrong with
/// the bytes: a blob that ends before its size is a broken connection.
final class CountedBlob extends InputStream {
    private final InputStream in;
    private final String name;
    private final long size;
    private long count;

    CountedBlob(InputStream in, String name, long size) {
        this.in = in;
        this.name = name;
        this.size = size;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try {
            int read = in.read(bytes, offset, length);
            if (read < 0 && count < size) {
                throw broken("it ended after " + count + " of " + size + " bytes", null);
            }
            count += Math.max(0, read);
            return read;
        } catch (Failure failure) {
            throw failure;
        } catch (IOException | RuntimeException e) {
            throw broken(String.valueOf(e.getMessage()), e);
        }
    }

    private TransientFailure broken(String why, @org.jspecify.annotations.Nullable Exception cause) {
        return new TransientFailure(
                "cannot read " + name + ": " + why, "Run it again: it goes on where it stopped.", cause);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
