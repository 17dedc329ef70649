package base;

import java.time.Duration;

/// How waiting is done, so that tests need not wait.
@FunctionalInterface
public interface Pause {
    /// Waits. An interrupt ends it with a {@link TransientFailure}.
    void sleep(Duration duration);

    /// Really waits.
    Pause REAL = duration -> {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure(
                    "interrupted while waiting", "Run it again; what was done is not done twice.", e);
        }
    };
}
