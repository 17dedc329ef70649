package engine.storage;

import base.Failure;
import engine.storage.TwinBlobStore.Lost;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// One of the two stores. Once it is lost, nothing becomes visible in it: losing it waits for the commits that
/// are under way, and those that come later do nothing.
final class TwinSide {
    private final String name;
    private final BlobStore store;
    private final List<Lost> losses;
    private final ReadWriteLock commits = new ReentrantReadWriteLock();
    private volatile boolean lost;

    /// `losses` is where both sides tell, in order.
    TwinSide(String name, BlobStore store, List<Lost> losses) {
        this.name = name;
        this.store = store;
        this.losses = losses;
    }

    BlobStore store() {
        return store;
    }

    boolean isLost() {
        return lost;
    }

    /// Gives the store up; its first failure is the one that is told.
    void lose(Failure failure) {
        commits.writeLock().lock();
        try {
            if (!lost) {
                lost = true;
                losses.add(new Lost(name, failure));
            }
        } finally {
            commits.writeLock().unlock();
        }
    }

    /// Commits unless the store is lost.
    void commit(BlobWriter writer) {
        commits.readLock().lock();
        try {
            if (!lost) {
                writer.commit();
            }
        } finally {
            commits.readLock().unlock();
        }
    }
}
