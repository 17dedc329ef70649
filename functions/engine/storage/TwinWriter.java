package engine.storage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Hands the same bytes to both stores, as long as both are there.
final class TwinWriter implements BlobWriter {
    private final TwinBlobStore stores;
    private final TwinHalf first;
    private final TwinHalf second;

    TwinWriter(TwinBlobStore stores, TwinHalf first, TwinHalf second) {
        this.stores = stores;
        this.first = first;
        this.second = second;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        first.write(bytes, offset, length);
        second.write(bytes, offset, length);
        stores.mustHaveOne();
    }

    /// In both at once, because a commit waits for the store, and takes a small blob along. Nothing becomes
    /// visible after this returned, not even if the thread is interrupted: the join goes on waiting.
    @Override
    public void commit() {
        var other = CompletableFuture.runAsync(second::commit, Thread::startVirtualThread);
        try {
            first.commit();
        } finally {
            join(other);
        }
        stores.mustHaveOne();
    }

    private static void join(CompletableFuture<Void> other) {
        try {
            other.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("a commit failed without saying why", e.getCause());
        }
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
