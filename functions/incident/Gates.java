package incident;

import static incident.Gate.DR_OPEN;
import static incident.Gate.PRIMARY_BLOCKED;

import base.Deadline;
import base.RefusedFailure;
import base.TransientFailure;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Moves traffic by the gates, in the one order that never lets visitors have two sites: the AWS site is blocked
/// before the other one opens, and the other one is shut before the AWS site is let free.
///
/// Everything may run twice, at the same time, and again from wherever it was stopped. Each gate only moves
/// forward, and shutting writes a state also where there was none; so a writer that was slow, and wakes up after
/// the failback, finds its condition broken.
public final class Gates {
    /// No write has ever made this mark.
    private static final String NEVER = "\"never\"";

    private final GateStore store;
    private final PublicGates website;
    private final Clock clock;
    private final Runnable pause;

    /// `pause` waits a moment between two looks at the same thing.
    public Gates(GateStore store, PublicGates website, Clock clock, Runnable pause) {
        this.store = store;
        this.website = website;
        this.clock = clock;
        this.pause = pause;
    }

    /// Moves visitors to Azure. Returns once the website serves both states.
    ///
    /// A newer failover, or a failback of this one, is a {@link RefusedFailure}. A {@link TransientFailure}
    /// means that it is not known how far it came: call it again, and undo nothing.
    public void open(long epoch, String failover, Deadline deadline) {
        move(List.of(PRIMARY_BLOCKED, DR_OPEN), new GateState(true, epoch, failover, clock.instant()), deadline);
    }

    /// Lets visitors go to AWS again, for a failback and for a failover that was called off. Failures as in
    /// {@link #open}.
    public void shut(long epoch, String failover, Deadline deadline) {
        move(List.of(DR_OPEN, PRIMARY_BLOCKED), new GateState(false, epoch, failover, clock.instant()), deadline);
    }

    /// Both gates as they are written, for people.
    public Map<Gate, Optional<GateState>> state() {
        var states = new EnumMap<Gate, Optional<GateState>>(Gate.class);
        for (Gate gate : Gate.values()) {
            states.put(gate, store.read(gate).map(GateStore.Versioned::state));
        }
        return states;
    }

    /// Fails if a gate could not be written. Writes nothing: the condition of these writes is never met.
    public void demandThatTheyCanBeWritten() {
        for (Gate gate : Gate.values()) {
            store.replace(gate, GateState.untouched(clock.instant()), NEVER);
        }
    }

    /// Both gates as they are written and, without any login, served. Reads only. That the two differ, which they do
    /// for
    /// a moment after each write, is a {@link TransientFailure}.
    public Map<Gate, Optional<GateState>> agreed() {
        var states = state();
        states.forEach((gate, written) -> {
            var served = website.look(gate);
            if (!served.equals(written)) {
                throw new TransientFailure(
                        "the gate " + gate.id() + " is " + word(written) + ", and the website serves " + word(served),
                        "Look whether GATES_ACCOUNT and GATES_URL are of one storage account, and what lies between it"
                                + " and the public.");
            }
        });
        return states;
    }

    private static String word(Optional<GateState> state) {
        return state.map(found -> verb(found) + " by " + found.failover()).orElse("not there");
    }

    /// Both gates are asked before one is written, so that what is refused leaves nothing half done.
    private void move(List<Gate> order, GateState wanted, Deadline deadline) {
        order.forEach(gate -> until(() -> isAllowed(gate, wanted), "read", gate, deadline));
        for (Gate gate : order) {
            until(() -> write(gate, wanted), "write", gate, deadline);
            until(() -> isServed(gate, wanted), "see on the website", gate, deadline);
        }
    }

    private boolean isAllowed(Gate gate, GateState wanted) {
        store.read(gate).ifPresent(present -> isThere(gate, present.state(), wanted));
        return true;
    }

    /// A write that was lost to another writer, or whose answer was lost, is decided anew by the next attempt.
    private boolean write(Gate gate, GateState wanted) {
        var present = store.read(gate);
        if (present.isEmpty()) {
            return store.create(gate, wanted);
        }
        return isThere(gate, present.get().state(), wanted)
                || store.replace(gate, wanted, present.get().etag());
    }

    private boolean isServed(Gate gate, GateState wanted) {
        return website.look(gate)
                .filter(served -> isThere(gate, served, wanted))
                .isPresent();
    }

    private static boolean isThere(Gate gate, GateState present, GateState wanted) {
        if (present.isSameAs(wanted)) {
            return true;
        }
        boolean isOthers =
                present.epoch() == wanted.epoch() && !present.failover().equals(wanted.failover());
        if (isOthers || !wanted.isAfter(present)) {
            throw overtaken(gate, present, wanted);
        }
        return false;
    }

    private static RefusedFailure overtaken(Gate gate, GateState present, GateState wanted) {
        return new RefusedFailure(
                "the gate %s cannot be %s by failover %s (epoch %d): %s has %s it (epoch %d)"
                        .formatted(
                                gate.id(),
                                verb(wanted),
                                wanted.failover(),
                                wanted.epoch(),
                                present.failover(),
                                verb(present),
                                present.epoch()),
                "Look at `lifeboat status`; what happened since then decides. A new failover gets a new epoch.");
    }

    private static String verb(GateState state) {
        return state.open() ? "opened" : "shut";
    }

    private void until(BooleanSupplier attempt, String what, Gate gate, Deadline deadline) {
        TransientFailure last = null;
        while (true) {
            try {
                if (attempt.getAsBoolean()) {
                    return;
                }
            } catch (TransientFailure e) {
                last = e;
            }
            if (!deadline.left().isPositive()) {
                throw unknown(what, gate, last);
            }
            pause.run();
        }
    }

    private static TransientFailure unknown(String what, Gate gate, @Nullable TransientFailure cause) {
        return new TransientFailure(
                "could not %s the gate %s in time%s"
                        .formatted(what, gate.id(), cause == null ? "" : ": " + cause.getMessage()),
                "Run it again; it goes on where it stopped. Do not undo by hand what may still take effect.",
                cause);
    }
}
