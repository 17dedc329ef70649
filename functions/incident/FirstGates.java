package incident;

import base.TransientFailure;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Makes the gates of a site that has none yet, shut. One that is there is left as it is, whatever it says; so this
/// may run twice, and in the midst of a failover.
public final class FirstGates {
    /// A gate as it is now, and whether it was this run that made it.
    public record Made(GateState state, boolean isNew) {}

    private final GateStore store;
    private final Clock clock;

    public FirstGates(GateStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Both gates afterwards. One that holds somebody else's text is a {@link base.CorruptionFailure}.
    public Map<Gate, Made> make() {
        var made = new EnumMap<Gate, Made>(Gate.class);
        for (Gate gate : Gate.values()) {
            made.put(gate, found(gate).orElseGet(() -> made(gate)));
        }
        return made;
    }

    private Optional<Made> found(Gate gate) {
        return store.read(gate).map(present -> new Made(present.state(), false));
    }

    private Made made(Gate gate) {
        var untouched = GateState.untouched(clock.instant());
        if (store.create(gate, untouched)) {
            return new Made(untouched, true);
        }
        return found(gate)
                .orElseThrow(() -> new TransientFailure(
                        "the gate " + gate.id() + " was there and is gone",
                        "Find out who deletes it; then try again."));
    }
}
