package failover;

import base.ConfigurationFailure;
import incident.Failover.Kind;
import incident.Failovers;
import incident.Gate;
import incident.GateState;
import incident.Gates;
import java.util.Map;
import java.util.Optional;

/// Looks whether the gates could be moved. Changes nothing.
final class GateRehearsal {
    private GateRehearsal() {}

    /// Says how the gates are. They must be there, ready to be written, and no further than the failovers that there
    /// were; and one that is open while no failover is must not stay so.
    static String look(Gates gates, Failovers failovers) {
        var states = gates.agreed();
        gates.demandThatTheyCanBeWritten();
        long newestEpoch = failovers.newestEpoch();
        states.forEach((gate, state) -> refuseOthers(gate, present(gate, state), newestEpoch));
        String open = failovers.open(Kind.REAL).map(failover -> failover.id()).orElse("");
        states.forEach(
                (gate, state) -> state.filter(GateState::open).ifPresent(found -> refuseForgotten(gate, found, open)));
        return word(states, open);
    }

    /// The first write and the first look of Route 53 must not wait for the bad day.
    private static GateState present(Gate gate, Optional<GateState> state) {
        return state.orElseThrow(() -> new ConfigurationFailure(
                "the gate " + gate.id() + " is not there", "Make it, shut: lifeboat site publish."));
    }

    /// A failover with a smaller epoch would fence the primary, and then be refused at this gate.
    private static void refuseOthers(Gate gate, GateState state, long newestEpoch) {
        if (state.epoch() > newestEpoch) {
            throw new ConfigurationFailure(
                    "the gate %s was %s by the failover %s of epoch %d, and the newest epoch in the failover table is %d"
                            .formatted(
                                    gate.id(),
                                    state.open() ? "opened" : "shut",
                                    state.failover(),
                                    state.epoch(),
                                    newestEpoch),
                    "The gates belong to another failover table. Stand down what is open there; or, if that table is"
                            + " gone, delete both gate blobs and run lifeboat site publish.");
        }
    }

    private static void refuseForgotten(Gate gate, GateState state, String open) {
        if (!state.failover().equals(open)) {
            throw new ConfigurationFailure(
                    "the gate " + gate.id() + " is open since the failover " + state.failover() + ", which is over",
                    "Find out who opened it; lifeboat status shows the failovers that there were.");
        }
    }

    private static String word(Map<Gate, Optional<GateState>> states, String open) {
        long count = states.values().stream()
                .filter(state -> state.filter(GateState::open).isPresent())
                .count();
        return count == 0 ? "both gates are shut" : count + " of 2 gates are open for the failover " + open;
    }
}
