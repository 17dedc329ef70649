package failover;

import base.ConfigurationFailure;
import java.time.Clock;
import java.time.Duration;

/// Looks whether the DR site is up, and orders again what has failed. May run any number of times.
final class AwaitDrSite implements Task {
    private final DrSite site;
    private final DrRehearsal rehearsal;
    private final Standby standby;
    private final Duration patience;
    private final Clock clock;

    AwaitDrSite(DrSite site, DrRehearsal rehearsal, Standby standby, Duration patience, Clock clock) {
        this.site = site;
        this.rehearsal = rehearsal;
        this.standby = standby;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public Result run(Turn turn) {
        var look = site.advance(turn);
        if (look.isReady()) {
            return Result.ready("gateway, application and database run");
        }
        String waiting = "waiting for " + String.join(", ", look.waitingFor());
        if (turn.hasWaited(patience, clock)) {
            throw new ConfigurationFailure(
                    "the DR site is not up after " + patience.toMinutes() + " minutes: " + waiting,
                    "Look at the deployments of the resource group in Azure; then lifeboat failover --resume.");
        }
        return Result.waiting(waiting);
    }

    @Override
    public String rehearse(Rehearsal given) {
        return rehearsal.look(standby);
    }
}
