package engine.stored;

import base.CorruptionFailure;
import base.TransientFailure;
import com.github.luben.zstd.ZstdInputStream;
import engine.format.ContentHash;
import engine.format.DataFile;
import engine.format.RowHash;
import engine.format.Sha256;
import engine.storage.BlobStore;
import engine.stored.StoredTable.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The rows of a data file, decompressed, counted and hashed as they pass, in cuts that end with a row. Not for
/// several threads.
public final class RowStream implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;

    private final String name;
    private final StoredFile file;
    private final MessageDigest sha256 = Sha256.digest();
    private final InputStream stored;
    private final InputStream in;
    private final RowHash hash = new RowHash();
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private boolean isEnd;
    private long bytes;
    private long rowBytes;
    private ContentHash content = ContentHash.EMPTY;

    private RowStream(String name, StoredFile file, InputStream stored) throws IOException {
        this.name = name;
        this.file = file;
        this.stored = new DigestInputStream(stored, sha256);
        this.in = switch (file.compression()) {
            case ZSTD -> new ZstdInputStream(this.stored);
            case GZIP -> new GZIPInputStream(this.stored, BUFFER);
            case NONE -> this.stored;
        };
    }

    /// Opens a data file of the dump in `folder`.
    public static RowStream open(BlobStore store, String folder, StoredFile file) {
        String name = folder + "/" + file.name();
        var stored = new CountedBlob(store.read(name), name, file.storedBytes());
        try {
            return new RowStream(name, file, stored);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static CorruptionFailure unreadable(String name, IOException cause) {
        return new CorruptionFailure(
                name + " cannot be decompressed: " + cause.getMessage(),
                "Use another backup and find out who changed the file.",
                cause);
    }

    /// Whether every row has passed.
    public boolean isAtEnd() {
        fill();
        return isEnd;
    }

    /// Bytes of rows so far, and the rows themselves.
    public long bytes() {
        return bytes;
    }

    public ContentHash content() {
        return content;
    }

    /// Lets rows pass that were loaded before, which ended at this byte.
    public void skipTo(long wanted) {
        byte[] scratch = new byte[BUFFER];
        while (bytes < wanted && !isAtEnd()) {
            take(scratch, 0, (int) Math.min(scratch.length, wanted - bytes), Long.MAX_VALUE);
        }
    }

    /// The next rows, until they are `max` bytes or more. To be read to its end before the next one is taken.
    public InputStream cut(long max) {
        long end = bytes + max;
        return new InputStream() {
            private boolean isOver;

            @Override
            public int read() {
                throw new UnsupportedOperationException("read arrays");
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                if (isOver || isAtEnd()) {
                    return -1;
                }
                int taken = take(to, offset, length, end);
                isOver = bytes >= end && rowBytes == 0;
                return taken;
            }
        };
    }

    /// Copies what the buffer has, up to the first end of a row at or after `end`.
    private int take(byte[] to, int offset, int length, long end) {
        int until = Math.min(limit, position + length);
        int at = position;
        while (at < until) {
            int next = lineFeed(at, until);
            int rowEnd = next < 0 ? until : next + 1;
            hash.update(buffer, at, rowEnd - at);
            bytes += rowEnd - at;
            rowBytes += rowEnd - at;
            at = rowEnd;
            if (next >= 0) {
                endRow();
                if (bytes >= end) {
                    break;
                }
            }
        }
        int taken = at - position;
        System.arraycopy(buffer, position, to, offset, taken);
        position = at;
        return taken;
    }

    private void endRow() {
        content = content.plus(new ContentHash(1, hash.finish()));
        rowBytes = 0;
    }

    private int lineFeed(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void fill() {
        if (position < limit || isEnd) {
            return;
        }
        try {
            position = 0;
            limit = Math.max(0, in.read(buffer, 0, buffer.length));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        if (limit == 0) {
            isEnd = true;
            if (rowBytes > 0) {
                endRow();
            }
        }
    }

    /// After the last row: fails unless the file was what the manifest says.
    public void verify() {
        try {
            stored.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new TransientFailure("cannot read " + name + " to its end: " + e.getMessage(), "Try again.", e);
        }
        Optional<DataFile> recorded = file.recorded();
        String hex = Sha256.hex(sha256);
        if (recorded.isPresent()
                && (!recorded.get().sha256().equals(hex)
                        || !recorded.get().content().equals(content))) {
            throw new CorruptionFailure(
                    name + " is not what was sealed", "Use another backup and find out who changed the file.");
        }
    }

    @Override
    public void close() {
        try {
            in.close();
            stored.close();
        } catch (IOException e) {
            throw new TransientFailure("cannot close " + name + ": " + e.getMessage(), "Try again.", e);
        }
    }
}
