package failover;

import base.Failure;
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
        boolean isTouched = failover.step("OpenGates").isPresent();
        if (isTouched) {
            if (!isFailback(turn)) {
                refuseIfServing(failover);
            }
            gates.get().shut(failover.epoch(), failover.id(), turn.deadline());
        }
        letGoOfTheStandby(turn, isTouched);
        return Result.over(
                isTouched ? "visitors may go to the primary" : "the gates were never touched", Map.of("shut", true));
    }

    /// Azure may be what has failed now, so this must not keep anybody from going back.
    private void letGoOfTheStandby(Turn turn, boolean isTouched) {
        if (!isTouched
                && turn.failover().fact("ChooseBackup", ChooseBackup.RESERVED).isEmpty()) {
            return;
        }
        try (var session = database.get().open()) {
            if (isTouched) {
                WaitingEvents.standbyAgain(session);
            } else {
                WaitingEvents.release(session);
            }
        } catch (Failure failure) {
            turn.failovers()
                    .note(
                            turn.failover().id(),
                            "the DR database takes no restore until lifeboat enable-events --standby-again: "
                                    + failure.getMessage());
        }
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

    @Override
    public String rehearse(Rehearsal rehearsal) {
        return GateRehearsal.look(gates.get(), rehearsal.failovers()) + "; " + DatabaseRehearsal.login(database, true);
    }
}
