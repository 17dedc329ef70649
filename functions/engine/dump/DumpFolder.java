package engine.dump;

import base.TransientFailure;
import engine.format.Sha256;
import engine.format.StoredFile;
import engine.storage.BlobStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// The small files of a dump. They are stored beside the caller, several at a time, since a store far away
/// answers slowly and there may be tens of thousands.
final class DumpFolder implements AutoCloseable {
    private static final int AT_ONCE = 16;

    private final BlobStore store;
    private final String folder;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final List<Future<StoredFile>> pending = new ArrayList<>();

    DumpFolder(BlobStore store, String folder) {
        this.store = store;
        this.folder = folder;
    }

    void writeLater(String name, String text) {
        writeLater(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Stores a file soon. Waits when many are under way. Its failure comes out of {@link #files}.
    void writeLater(String name, byte[] bytes) {
        slots.acquireUninterruptibly();
        var file = executor.submit(() -> {
            try {
                return write(name, bytes);
            } finally {
                slots.release();
            }
        });
        synchronized (pending) {
            pending.add(file);
        }
    }

    /// Stores a file now.
    StoredFile write(String name, byte[] bytes) {
        try (var blob = store.create(folder + "/" + name)) {
            blob.write(bytes, 0, bytes.length);
            blob.commit();
        }
        return new StoredFile(name, bytes.length, Sha256.hex(bytes));
    }

    /// Every file that was stored, by name, when the last of them is.
    List<StoredFile> files() {
        var files = new ArrayList<StoredFile>();
        synchronized (pending) {
            for (var file : pending) {
                files.add(await(file));
            }
        }
        files.sort(Comparator.comparing(StoredFile::name));
        return files;
    }

    private static StoredFile await(Future<StoredFile> file) {
        try {
            return file.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("the dump was interrupted", "Run the backup again.", e);
        }
    }

    /// Waits for what is under way.
    @Override
    public void close() {
        executor.close();
    }
}
