package failover;

import base.ConfigurationFailure;
import base.Failure;
import engine.load.RestoredData;
import engine.mysql.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/// Puts the DR site back to how it was before: what this failover or drill made is deleted, what it started is stopped,
/// what a drill restored to an empty server is removed. For the end of a drill, and for a failover that was called off.
final class CleanUp implements Task {
    private final DrSite site;
    private final DrRehearsal rehearsal;
    private final Supplier<Sessions> target;
    private final Duration patience;
    private final Clock clock;

    CleanUp(DrSite site, DrRehearsal rehearsal, Supplier<Sessions> target, Duration patience, Clock clock) {
        this.site = site;
        this.rehearsal = rehearsal;
        this.target = target;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public boolean endsADrill() {
        return true;
    }

    @Override
    public Result run(Turn turn) {
        removeData(turn);
        var left = site.takeBack(turn);
        if (left.isEmpty()) {
            return Result.ready("the DR site is as it was before");
        }
        String there = "still there: " + String.join(", ", left);
        if (turn.hasWaited(patience, clock)) {
            throw new ConfigurationFailure(
                    there + " after " + patience.toMinutes() + " minutes",
                    "Remove it in Azure; a lock or a policy may keep it. Then --resume, or --stand-down, of the drill.");
        }
        return Result.waiting(there);
    }

    /// The server itself may be gone by now.
    private void removeData(Turn turn) {
        String backup = turn.failover().fact("RestoreBackup", RestoreBackup.PROOF);
        if (backup.isEmpty()) {
            return;
        }
        try {
            RestoredData.remove(target.get(), backup);
        } catch (Failure failure) {
            turn.failovers().note(turn.failover().id(), "the drill's data was not removed: " + failure.getMessage());
        }
        turn.failovers().remember(turn.failover().id(), "RestoreBackup", Map.of(RestoreBackup.PROOF, ""));
    }

    @Override
    public String rehearse(Rehearsal given) {
        return rehearsal.count() + "; " + DatabaseRehearsal.login(target, true);
    }
}
