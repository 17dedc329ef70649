package incident;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One step of a failover: when it began for the first time, when it ended, what came out in words, and what
/// others must know of it. `attempts` counts its runs.
public record Step(
        String name,
        State state,
        int attempts,
        Instant startedAt,
        Optional<Instant> endedAt,
        String outcome,
        Map<String, String> data) {

    public enum State {
        /// At work, waiting, or dead without a word.
        RUNNING,
        DONE,
        /// The last run failed; the workflow may try again.
        FAILED
    }

    static Step begun(String name, Instant now) {
        return new Step(name, State.RUNNING, 1, now, Optional.empty(), "", Map.of());
    }

    Step again() {
        return new Step(name, State.RUNNING, attempts + 1, startedAt, Optional.empty(), outcome, data);
    }

    Step ended(State how, Instant now, String outcome) {
        return new Step(name, how, attempts, startedAt, Optional.of(now), outcome, data);
    }

    Step still(String outcome) {
        return new Step(name, state, attempts, startedAt, endedAt, outcome, data);
    }

    Step with(Map<String, String> more) {
        var merged = new LinkedHashMap<>(data);
        merged.putAll(more);
        merged.values().removeIf(String::isEmpty);
        return new Step(name, state, attempts, startedAt, endedAt, outcome, merged);
    }

    /// From the first begin to the last end; until `now` while it has none.
    public Duration took(Instant now) {
        return Duration.between(startedAt, endedAt.orElse(now));
    }
}
