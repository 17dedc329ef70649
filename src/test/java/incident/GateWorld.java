package incident;

import incident.GateStore.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The gates at one moment: what is written, what the website serves of it, and the writes that are still on
/// their way although nobody waits for them.
record GateWorld(Both written, Both served, List<Request> late) {
    /// The states of both gates.
    record Both(Optional<GateState> blocked, Optional<GateState> open) {
        Optional<GateState> get(Gate gate) {
            return switch (gate) {
                case PRIMARY_BLOCKED -> blocked;
                case DR_OPEN -> open;
            };
        }

        Both with(Gate gate, Optional<GateState> state) {
            return switch (gate) {
                case PRIMARY_BLOCKED -> new Both(state, open);
                case DR_OPEN -> new Both(blocked, state);
            };
        }
    }

    /// What a writer asks of the store or the website.
    sealed interface Request {
        Gate gate();

        record Read(Gate gate) implements Request {}

        record Look(Gate gate) implements Request {}

        /// A write, with the mark it replaces; none for the first.
        record Write(Gate gate, GateState state, Optional<String> etag) implements Request {}
    }

    /// What became of a request.
    record Done(GateWorld world, Object answer) {}

    /// Something that must never be.
    static final class Broken extends RuntimeException {
        Broken(String what) {
            super(what);
        }
    }

    static GateWorld empty() {
        var none = new Both(Optional.empty(), Optional.empty());
        return new GateWorld(none, none, List.of());
    }

    Optional<GateState> written(Gate gate) {
        return written.get(gate);
    }

    Optional<GateState> served(Gate gate) {
        return served.get(gate);
    }

    Done asked(Request request, boolean keepsConditions) {
        return switch (request) {
            case Request.Read read ->
                new Done(this, written(read.gate()).map(state -> new Versioned(state, etag(state))));
            case Request.Look look -> new Done(this, served(look.gate()));
            case Request.Write write -> {
                boolean met = written(write.gate()).map(GateWorld::etag).equals(write.etag());
                yield met || !keepsConditions ? new Done(with(write), true) : new Done(this, false);
            }
        };
    }

    /// States never repeat, so a state is its own mark.
    private static String etag(GateState state) {
        return state.open() + "/" + state.epoch() + "/" + state.failover();
    }

    private GateWorld with(Request.Write write) {
        var old = written(write.gate());
        if (old.isPresent() && !write.state().isAfter(old.get())) {
            throw new Broken(write.gate() + " went back from " + old.get() + " to " + write.state());
        }
        return new GateWorld(written.with(write.gate(), Optional.of(write.state())), served, late).checked();
    }

    /// The website serves what is written.
    GateWorld caughtUp(Gate gate) {
        return new GateWorld(written, served.with(gate, written(gate)), late).checked();
    }

    GateWorld withLate(Request request) {
        var more = new ArrayList<>(late);
        more.add(request);
        return new GateWorld(written, served, List.copyOf(more));
    }

    GateWorld withoutLate(Request request) {
        var fewer = new ArrayList<>(late);
        fewer.remove(request);
        return new GateWorld(written, served, List.copyOf(fewer));
    }

    private GateWorld checked() {
        check("written", written);
        check("served", served);
        return this;
    }

    /// The one thing that all the order is for.
    private static void check(String where, Both gates) {
        var blocked = gates.blocked().filter(GateState::open);
        var open = gates.open().filter(GateState::open);
        if (open.isPresent()
                && (blocked.isEmpty() || blocked.get().epoch() < open.get().epoch())) {
            throw new Broken("as " + where + ", Azure is open while AWS is not blocked: " + gates);
        }
    }
}
