package failover;

import failover.PrimaryFence.Outcome;
import incident.Beginning;
import incident.Failover;
import incident.Failover.Kind;
import incident.Failover.State;
import incident.Failovers;
import incident.Launch;
import incident.Trigger;
import incident.Wanted;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps an eye on the primary, once a minute: while a failover is open, it is fenced whenever it can be reached; after
/// one was called off because the primary answered, it is looked at for a while, since an alarm that never went back to
/// OK does not ring twice.
final class PrimaryWatch {
    private static final Duration START_MAX = Duration.ofMinutes(1);
    private static final Duration AFTERMATH = Duration.ofMinutes(20);

    private final Failovers failovers;
    private final Launch launch;
    private final PrimaryFence fence;
    private final SiteProbe probe;
    private final List<URI> primary;
    private final Failover.Approval approval;
    private final Operators operators;
    private final Clock clock;

    PrimaryWatch(
            Failovers failovers,
            Launch launch,
            PrimaryFence fence,
            SiteProbe probe,
            List<URI> primary,
            Failover.Approval approval,
            Operators operators,
            Clock clock) {
        this.failovers = failovers;
        this.launch = launch;
        this.fence = fence;
        this.probe = probe;
        this.primary = primary;
        this.approval = approval;
        this.operators = operators;
        this.clock = clock;
    }

    /// Returns what was done, in words.
    String look() {
        var open = failovers.open(Kind.REAL);
        if (open.filter(this::wasNeverStarted).isPresent()) {
            launch.start(open.get());
            return "the workflow of " + open.get().id() + " was not started, and is now";
        }
        return open.map(this::keepShut).orElseGet(this::lookBack);
    }

    /// Whoever took the lease died before it could start the workflow, and was not invoked again.
    private boolean wasNeverStarted(Failover failover) {
        return failover.state() == State.RUNNING
                && failover.steps().isEmpty()
                && failover.startedAt().plus(START_MAX).isBefore(clock.instant());
    }

    /// Only what was fenced once, and is not being taken back.
    private String keepShut(Failover failover) {
        if (!isToBeShut(failover)) {
            return "the failover " + failover.id() + " has not come to the primary yet, or lets go of it";
        }
        var outcome = fence.fence(account -> FencePrimary.rememberLocked(failovers, failover.id(), account));
        return switch (outcome) {
            case Outcome.Unreachable(String why) -> "the primary cannot be reached";
            case Outcome.Unknown(String why) -> changed(failover, "unknown", why);
            case Outcome.Fenced(List<String> locked) -> fenced(failover, locked);
        };
    }

    private static boolean isToBeShut(Failover failover) {
        return failover.step(FencePrimary.NAME).isPresent() && !FencePrimary.isLetGo(failover);
    }

    /// If it was let go of meanwhile, what was locked just now is unlocked again.
    private String fenced(Failover failover, List<String> locked) {
        if (!isToBeShut(failovers.get(failover.id()))) {
            fence.lift(locked);
            return "the primary is let go of";
        }
        return changed(
                failover,
                "fenced",
                locked.isEmpty() ? "the primary is shut" : "the primary was back and is shut again");
    }

    /// A note for each change, not for each minute.
    private String changed(Failover failover, String state, String text) {
        if (!failover.fact(FencePrimary.NAME, "fence").equals(state)) {
            failovers.remember(failover.id(), FencePrimary.NAME, Map.of("fence", state));
            failovers.note(failover.id(), text);
            operators.tell(
                    "The primary of " + failover.site() + " during the failover", text + "\n\nlifeboat status\n");
        }
        return text;
    }

    private String lookBack() {
        return failovers.list().stream()
                .filter(failover -> !failover.isDrill())
                .findFirst()
                .filter(this::wasCalledOffLately)
                .map(this::lookAgain)
                .orElse("no failover is open");
    }

    /// One that a person called off is left alone.
    private boolean wasCalledOffLately(Failover failover) {
        boolean isCalledOff = failover.state() == State.STOOD_DOWN || failover.state() == State.FAILED_BACK;
        return isCalledOff
                && failover.endedAt()
                        .filter(end -> end.plus(AFTERMATH).isAfter(clock.instant()))
                        .isPresent()
                && failover.notes().stream().noneMatch(note -> note.text().startsWith(Launch.STOOD_DOWN_BY));
    }

    private String lookAgain(Failover failover) {
        if (probe.primaryAnswers(primary)) {
            return "the primary answers";
        }
        var trigger = new Trigger("the watch after " + failover.id(), clock.instant());
        var begun = launch.start(new Wanted(failover.site(), Kind.REAL, approval, trigger, Optional.empty()));
        return switch (begun) {
            case Beginning.Granted(Failover next) -> "the primary is down again: " + next.id();
            case Beginning.Busy(Failover other) -> "the failover " + other.id() + " is open";
            case Beginning.Replay replay -> "the primary does not answer";
        };
    }
}
