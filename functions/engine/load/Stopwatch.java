package engine.load;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// How long a restore takes, and how much of that until everything is loaded.
final class Stopwatch {
    private final Clock clock;
    private final Instant start;
    private Duration lap = Duration.ZERO;

    Stopwatch(Clock clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    void takeLap() {
        lap = total();
    }

    /// Zero if none was taken.
    Duration lap() {
        return lap;
    }

    Duration total() {
        return Duration.between(start, clock.instant());
    }
}
