package incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a rehearsal of the failover found: whether each function could do its work at that moment.
public record Readiness(Instant at, List<Check> checks) {
    /// It is rehearsed daily; after this long a rehearsal must have been missed, and the last one says nothing.
    public static final Duration AGE_MAX = Duration.ofHours(26);

    public Readiness {
        checks = List.copyOf(checks);
    }

    /// What one function saw, in a sentence; if it is not well, what is wrong and what to do.
    public record Check(String step, boolean well, String text) {}

    /// Whether a failover could have run.
    public boolean isReady() {
        return !checks.isEmpty() && problems().isEmpty();
    }

    /// What keeps a failover from running.
    public List<Check> problems() {
        return checks.stream().filter(check -> !check.well()).toList();
    }

    /// Whether it is too long ago to say anything of `now`.
    public boolean isStale(Instant now) {
        return at.plus(AGE_MAX).isBefore(now);
    }
}
