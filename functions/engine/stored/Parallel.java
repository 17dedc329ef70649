package engine.stored;

import base.Failure;
import base.TransientFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Does something with each of many things, sixteen at a time, for what waits for a network most of the time.
record Parallel<T>(List<T> things) {
    private static final int AT_ONCE = 16;

    /// Returns when all are done; throws the first failure.
    void forEach(Consumer<T> action) {
        var slots = new Semaphore(AT_ONCE);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<?>>();
            for (T thing : things) {
                slots.acquireUninterruptibly();
                futures.add(executor.submit(() -> {
                    try {
                        action.accept(thing);
                    } finally {
                        slots.release();
                    }
                }));
            }
            for (Future<?> future : futures) {
                await(future);
            }
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("the work was interrupted", "Run it again.", e);
        }
    }
}
