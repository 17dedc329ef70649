package engine.mysql;

import base.TransientFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs tasks on sessions, one thread a session. The first failure stops all: sessions are cut, so that no
/// thread goes on for work that is lost.
public final class Workers {
    private final List<Session> sessions;
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    public Workers(List<Session> sessions) {
        this.sessions = sessions;
    }

    /// Where the tasks come from. Asked by several threads.
    @FunctionalInterface
    public interface Tasks {
        /// The next task, or nothing when there are no more.
        Optional<Consumer<Session>> next();
    }

    /// Runs these tasks, each once.
    public void run(List<Consumer<Session>> tasks) {
        var queue = new ConcurrentLinkedQueue<>(tasks);
        run(() -> Optional.ofNullable(queue.poll()));
    }

    /// Runs tasks until there are no more; returns when all are done, or throws the first failure when all
    /// threads have ended.
    public void run(Tasks tasks) {
        var threads = new ArrayList<Thread>();
        for (Session session : sessions) {
            threads.add(Thread.ofPlatform().name("worker-" + threads.size()).start(() -> work(tasks, session)));
        }
        join(threads);
        switch (first.get()) {
            case null -> {}
            case RuntimeException failure -> throw failure;
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    private void work(Tasks tasks, Session session) {
        try {
            for (var task = tasks.next(); task.isPresent() && first.get() == null; task = tasks.next()) {
                task.get().accept(session);
            }
        } catch (Throwable failure) {
            if (first.compareAndSet(null, failure)) {
                abort();
            }
        }
    }

    private void abort() {
        sessions.forEach(Session::abort);
    }

    private void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            abort();
            Thread.currentThread().interrupt();
            throw new TransientFailure("the work was interrupted", "Run it again.", e);
        }
    }
}
