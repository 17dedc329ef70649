package engine.dump;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import engine.format.Sha256;
import engine.storage.BlobWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/// A blob that takes bytes, compresses them into one zstd frame with a checksum, and knows what it stored. Like
/// its writer it is visible only after {@link #commit}.
final class CompressedBlob implements AutoCloseable {
    private final BlobWriter writer;
    private final MessageDigest sha256 = Sha256.digest();
    private final OutputStream zstd;
    private long storedBytes;

    CompressedBlob(BlobWriter writer, int level) throws IOException {
        this.writer = writer;
        this.zstd =
                new ZstdOutputStreamNoFinalizer(new Stored(), RecyclingBufferPool.INSTANCE, level).setChecksum(true);
    }

    /// Where compressed bytes go: they are hashed and counted as they are stored.
    private final class Stored extends OutputStream {
        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            sha256.update(bytes, offset, length);
            storedBytes += length;
            writer.write(bytes, offset, length);
        }
    }

    /// Where to write what is to be compressed.
    OutputStream stream() {
        return zstd;
    }

    /// Ends the frame and makes the blob visible.
    void commit() throws IOException {
        zstd.close();
        writer.commit();
    }

    /// How many bytes were stored; whole after {@link #commit}.
    long storedBytes() {
        return storedBytes;
    }

    /// The hash of the stored bytes, once, after {@link #commit}.
    String sha256Hex() {
        return Sha256.hex(sha256);
    }

    /// Frees what zstd holds and discards an uncommitted blob.
    @Override
    public void close() throws IOException {
        try (writer) {
            zstd.close();
        }
    }
}
