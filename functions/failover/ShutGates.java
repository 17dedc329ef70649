package failover;

import base.RefusedFailure;
import engine.load.WaitingEvents;
import engine.mysql.Sessions;
import incident.Failover;
import incident.Gate;
import incident.GateState;
import incident.Gates;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Lets visitors go to the primary again: for a failover that is called off half way, and for a failback. Refuses to
/// call off one that serves visitors already.
final class ShutGates implements Task {
    private final Supplier<Sessions> database;
    private final Supplier<Gates> gates;

    ShutGates(Supplier<Sessions> database, Supplier<Gates> gates) {
        this.database = database;
        this.gates = gates;
    }

    @Override
    public Result run(Turn turn) {
        turn.refuseDrill("shut the gates");
        var failover = turn.failover();
        if (failover.step("OpenGates").isEmpty()) {
            return Result.over("the gates were never touched", Map.of("shut", true));
        }
        if (!isFailback(turn)) {
            refuseIfServing(failover);
        }
        gates.get().shut(failover.epoch(), failover.id(), turn.deadline());
        try (var session = database.get().open()) {
            WaitingEvents.standbyAgain(session);
        }
        return Result.over("visitors may go to the primary", Map.of("shut", true));
    }

    static boolean isFailback(Turn turn) {
        return "fail-back".equals(turn.input().get("goal"));
    }

    /// What the gate says counts, not what was noted.
    private void refuseIfServing(Failover failover) {
        var state = gates.get().state().getOrDefault(Gate.DR_OPEN, Optional.empty());
        boolean isServing = state.filter(GateState::open)
                .filter(found -> found.epoch() == failover.epoch())
                .isPresent();
        if (isServing) {
            throw new RefusedFailure(
                    "visitors are served from Azure",
                    "lifeboat failover --resume, or bring the data back and lifeboat failback.");
        }
    }
}
