package failover;

import java.util.Map;

/// Orders the DR site, without waiting for it. May run any number of times.
final class StartDrSite implements Task {
    private final DrSite site;
    private final DrRehearsal rehearsal;

    StartDrSite(DrSite site, DrRehearsal rehearsal) {
        this.site = site;
        this.rehearsal = rehearsal;
    }

    @Override
    public Result run(Turn turn) {
        var look = site.advance(turn);
        return Result.over(
                look.isReady()
                        ? "everything runs already"
                        : "ordered; waiting for " + String.join(", ", look.waitingFor()),
                Map.of("ready", look.isReady()));
    }

    @Override
    public String rehearse(Rehearsal given) {
        return rehearsal.ask(given.deadline());
    }
}
