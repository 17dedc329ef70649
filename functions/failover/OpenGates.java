package failover;

import base.RefusedFailure;
import engine.load.WaitingEvents;
import engine.mysql.Sessions;
import incident.Gates;
import java.util.Map;
import java.util.function.Supplier;

/// Moves visitors to Azure: the DR database becomes the site's, its events run, and the gates open. Refuses while the
/// DR site was not checked, or nobody knows whether the primary still takes writes.
final class OpenGates implements Task {
    private final Supplier<Sessions> database;
    private final Supplier<Gates> gates;

    OpenGates(Supplier<Sessions> database, Supplier<Gates> gates) {
        this.database = database;
        this.gates = gates;
    }

    @Override
    public Result run(Turn turn) {
        turn.refuseDrill("open the gates");
        refuseUnlessReady(turn);
        try (var session = database.get().open()) {
            WaitingEvents.enable(session);
        }
        gates.get().open(turn.failover().epoch(), turn.failover().id(), turn.deadline());
        return Result.over("visitors go to Azure", Map.of("open", true));
    }

    private static void refuseUnlessReady(Turn turn) {
        var failover = turn.failover();
        boolean isChecked = failover.isDone("CheckDrSite");
        boolean isFenced = !failover.fact("FencePrimary", "fence").equals("unknown") && failover.isDone("FencePrimary");
        if (!isChecked || !(isFenced || isApproved(turn))) {
            throw new RefusedFailure(
                    "the gates stay shut: "
                            + (isChecked ? "the primary may still take writes" : "the DR site was not checked"),
                    "Run the workflow, not this task alone: lifeboat failover --resume.");
        }
    }

    /// The answer as the state machine has it.
    private static boolean isApproved(Turn turn) {
        return turn.input().get("approveFence") instanceof Map<?, ?> approval && "go".equals(approval.get("answer"));
    }

    @Override
    public String rehearse(Rehearsal rehearsal) {
        return GateRehearsal.look(gates.get(), rehearsal.failovers()) + "; " + DatabaseRehearsal.login(database, true);
    }
}
