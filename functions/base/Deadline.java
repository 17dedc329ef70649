package base;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// A point in time by which the work must be finished, with the clock that tells how far away it is.
public record Deadline(Clock clock, Instant end) {

    /// A deadline `left` from now.
    public static Deadline in(Duration left, Clock clock) {
        return new Deadline(clock, clock.instant().plus(left));
    }

    /// No deadline: a year from now.
    public static Deadline none(Clock clock) {
        return in(Duration.ofDays(365), clock);
    }

    /// What is left; negative once it has passed.
    public Duration left() {
        return Duration.between(clock.instant(), end);
    }

    /// The same deadline, brought forward by what the caller still has to do afterwards.
    public Deadline less(Duration reserve) {
        return new Deadline(clock, end.minus(reserve));
    }
}
