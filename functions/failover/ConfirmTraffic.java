package failover;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/// Waits until the public name answers from Azure. Reads only. That it does not yet is no reason to undo anything: the
/// gates stay as they are, and a person is told.
final class ConfirmTraffic implements Task {
    /// Health checks and the DNS need two minutes at worst.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final SiteProbe probe;
    private final URI url;
    private final Clock clock;

    ConfirmTraffic(SiteProbe probe, URI url, Clock clock) {
        this.probe = probe;
        this.url = url;
        this.clock = clock;
    }

    @Override
    public Result run(Turn turn) {
        turn.refuseDrill("look for traffic");
        var seen = probe.look(url);
        if (seen.isWell() && seen.isDrSite()) {
            return Result.ready(url.getHost() + " answers from Azure");
        }
        String now = seen.problem().orElse(url.getHost() + " is not yet answered by Azure");
        return turn.hasWaited(PATIENCE, clock)
                ? Result.ready("not confirmed after " + PATIENCE.toMinutes() + " minutes: " + now)
                : Result.waiting(now);
    }

    @Override
    public String rehearse(Rehearsal rehearsal) {
        probe.demandAnAddress(url);
        var seen = probe.look(url);
        String who = seen.isDrSite() ? "Azure" : "another site than the one in Azure";
        return seen.problem().orElse(url.getHost() + " is answered by " + who);
    }
}
