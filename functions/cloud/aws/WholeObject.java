package cloud.aws;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// The bytes of an object, all of them: an end that comes too early is an error. Closing before the end drops
/// the connection instead of reading the rest.
final class WholeObject extends InputStream {
    private final String name;
    private final ResponseInputStream<GetObjectResponse> in;
    private final long expected;
    private long read;
    private boolean ended;

    WholeObject(String name, ResponseInputStream<GetObjectResponse> in) {
        this.name = name;
        this.in = in;
        this.expected = in.response().contentLength();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0 || ended) {
            return ended && length > 0 ? -1 : 0;
        }
        int count = readSome(buffer, offset, length);
        if (count >= 0) {
            read += count;
        } else if (read != expected) {
            throw broken("it ended", null);
        } else {
            ended = true;
        }
        return count;
    }

    private int readSome(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException | SdkException e) {
            throw broken(e.getMessage(), e);
        }
    }

    private IOException broken(@Nullable String why, @Nullable Exception cause) {
        return new IOException("cannot read " + name + " after " + read + " of " + expected + " bytes: " + why, cause);
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            in.close();
        } else {
            in.abort();
        }
    }
}
