package failover;

import base.ConfigurationFailure;
import incident.Failover.Kind;
import incident.Failovers;
import incident.GateState;
import incident.Gates;

/// Looks whether the gates could be moved. Reads only.
final class GateRehearsal {
    private GateRehearsal() {}

    /// Says how the gates are. One that is open while no failover is must not stay so.
    static String look(Gates gates, Failovers failovers) {
        var states = gates.agreed();
        String open = failovers.open(Kind.REAL).map(failover -> failover.id()).orElse("");
        states.forEach((gate, state) -> state.filter(GateState::open)
                .filter(found -> !found.failover().equals(open))
                .ifPresent(found -> {
                    throw new ConfigurationFailure(
                            "the gate " + gate.id() + " is open since the failover " + found.failover()
                                    + ", which is over",
                            "Find out who opened it; lifeboat status shows the failovers that there were.");
                }));
        long count = states.values().stream()
                .filter(state -> state.filter(GateState::open).isPresent())
                .count();
        return count == 0 ? "both gates are shut" : count + " of 2 gates are open for the failover " + open;
    }
}
