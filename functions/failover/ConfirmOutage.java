package failover;

import base.ConfigurationFailure;
import base.Pause;
import base.TransientFailure;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Looks at the primary itself, from another place than the alarm did, for as long as it takes to be sure. Reads only.
final class ConfirmOutage implements Task {
    static final String NAME = "ConfirmOutage";
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    /// So many answers in a row are a site that is back.
    private static final int ANSWERS = 3;
    /// A site that comes and goes for so many windows needs a person.
    private static final int WINDOWS = 6;

    private final SiteProbe probe;
    private final List<URI> primary;
    private final Duration window;
    private final Clock clock;
    private final Pause pause;

    /// Nothing may answer for `window` before the primary counts as down.
    ConfirmOutage(SiteProbe probe, List<URI> primary, Duration window, Clock clock, Pause pause) {
        this.probe = probe;
        this.primary = primary;
        this.window = window;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Result run(Turn turn) {
        if (turn.failover().isDrill()) {
            boolean answers = probe.primaryAnswers(primary);
            return result("down", "a drill: the primary " + (answers ? "answers" : "does not answer"));
        }
        boolean isSecondLook = !turn.step().equals(NAME);
        return watch(isSecondLook ? window.dividedBy(3) : window);
    }

    private Result watch(Duration silence) {
        Instant begin = clock.instant();
        Instant end = begin.plus(silence.multipliedBy(WINDOWS));
        Instant silentSince = begin;
        int answers = 0;
        while (clock.instant().isBefore(end)) {
            boolean isThere = probe.primaryAnswers(primary);
            answers = isThere ? answers + 1 : 0;
            silentSince = isThere ? clock.instant() : silentSince;
            if (answers == ANSWERS) {
                return result("up", "the primary answers again");
            }
            var silent = Duration.between(silentSince, clock.instant());
            if (!isThere && silent.compareTo(silence) >= 0) {
                return result("down", "the primary did not answer for " + silent.toSeconds() + " s");
            }
            pause.sleep(BETWEEN);
        }
        return result("unclear", "the primary comes and goes since " + begin);
    }

    private static Result result(String primary, String outcome) {
        return Result.over(outcome, Map.of("primary", primary));
    }

    @Override
    public String rehearse(Rehearsal rehearsal) {
        primary.forEach(probe::demandAnAddress);
        var seen = primary.stream().map(probe::look).toList();
        seen.forEach(ConfirmOutage::refuseTheWrongSite);
        refuseSilence(seen);
        var well = seen.stream().filter(SiteProbe.Seen::isWell).count();
        return well + " of " + seen.size() + " addresses of the primary answer" + problems(seen);
    }

    /// A page that is not there would be taken for an outage.
    private static void refuseTheWrongSite(SiteProbe.Seen seen) {
        if (seen.isDrSite()) {
            throw new ConfigurationFailure(
                    seen.url() + " is answered by the DR site", "Correct PrimaryUrls: they must lead to AWS alone.");
        }
        if (seen.status() >= 400 && seen.status() < 500) {
            throw new ConfigurationFailure(
                    seen.url() + " answers " + seen.status() + ", which is taken for an outage",
                    "Correct PrimaryUrls: without an outage each must answer with 200 to 399.");
        }
    }

    /// A site that never answers from here, whether for its certificate or a firewall, cannot be told from one that is
    /// down.
    private static void refuseSilence(List<SiteProbe.Seen> seen) {
        if (seen.stream().noneMatch(SiteProbe.Seen::isWell)) {
            throw new TransientFailure(
                    "no address of the primary answers" + problems(seen),
                    "If the site is up, correct PrimaryUrls, its certificate, or what keeps this function out: a failover"
                            + " would take it for down.");
        }
    }

    private static String problems(List<SiteProbe.Seen> seen) {
        return seen.stream()
                .flatMap(look -> look.problem().stream())
                .map(problem -> "; " + problem)
                .collect(Collectors.joining());
    }
}
