package engine.dump;

import base.TransientFailure;
import engine.mysql.Session;
import engine.mysql.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs tasks on the snapshot's sessions, one thread a session. The first failure stops all: sessions are cut,
/// so that no thread goes on reading for a dump that is lost.
final class Workers {
    private final Snapshot snapshot;

    Workers(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// Runs every task; returns when all are done, or throws the first failure when all threads have ended.
    void run(List<Consumer<Session>> tasks) {
        Queue<Consumer<Session>> queue = new ConcurrentLinkedQueue<>(tasks);
        var first = new AtomicReference<@Nullable Throwable>();
        var threads = new ArrayList<Thread>();
        for (Session session : snapshot.readers()) {
            threads.add(Thread.ofPlatform().name("dump-" + threads.size()).start(() -> work(queue, session, first)));
        }
        join(threads);
        snapshot.verifyHeld();
        switch (first.get()) {
            case null -> {}
            case RuntimeException failure -> throw failure;
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    private void work(Queue<Consumer<Session>> queue, Session session, AtomicReference<@Nullable Throwable> first) {
        try {
            for (var task = queue.poll(); task != null && first.get() == null; task = queue.poll()) {
                task.accept(session);
            }
        } catch (Throwable failure) {
            if (first.compareAndSet(null, failure)) {
                snapshot.abort();
            }
        }
    }

    private void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            snapshot.abort();
            Thread.currentThread().interrupt();
            throw new TransientFailure("the dump was interrupted", "Run the backup again.", e);
        }
    }
}
