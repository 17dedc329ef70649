package failover;

import base.RefusedFailure;
import failover.PrimaryFence.Outcome;
import incident.Failover;
import incident.Failovers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Shuts the application out of the old primary, if that can be reached. The gate keeps visitors away in any case; this
/// is for what gets past it: jobs, open connections, names that somebody has cached.
final class FencePrimary implements Task {
    static final String NAME = "FencePrimary";

    /// Under which the accounts that were locked are remembered, one a line.
    static final String LOCKED = "locked";

    /// Remembered once the accounts are let in again.
    static final String LIFTED = "lifted";

    private final PrimaryFence fence;

    FencePrimary(PrimaryFence fence) {
        this.fence = fence;
    }

    @Override
    public Result run(Turn turn) {
        turn.refuseDrill("touch the primary");
        turn.remember(Map.of(LIFTED, ""));
        var outcome = fence.fence(account -> intend(turn, account));
        if (isLetGo(turn.failovers().get(turn.failover().id()))) {
            fence.lift(accounts(turn.memory(LOCKED)));
            throw tooLate();
        }
        return switch (outcome) {
            case Outcome.Fenced(List<String> locked) ->
                result(turn, "fenced", "the accounts of the application are locked and its sessions are ended");
            case Outcome.Unreachable(String why) ->
                result(turn, "unreachable", "the primary cannot be reached: " + why);
            case Outcome.Unknown(String why) ->
                result(turn, "unknown", "it is not certain that the primary is shut: " + why);
        };
    }

    /// A run that comes late, after the fence was lifted again, must lock nobody.
    private static void intend(Turn turn, String account) {
        if (isLetGo(turn.failovers().get(turn.failover().id()))) {
            throw tooLate();
        }
        rememberLocked(turn.failovers(), turn.failover().id(), account);
    }

    private static RefusedFailure tooLate() {
        return new RefusedFailure("the primary is let go of", "This run came too late; nothing is left to do.");
    }

    /// Whether the fence was lifted since it was last put up.
    static boolean isLetGo(Failover failover) {
        return failover.state() == Failover.State.FAILING_BACK
                || !failover.fact(NAME, LIFTED).isEmpty();
    }

    /// Remembers that an account is to be locked. What an earlier run has locked counts too.
    static void rememberLocked(Failovers failovers, String id, String account) {
        var before = accounts(failovers.get(id).fact(NAME, LOCKED));
        String all =
                Stream.concat(before.stream(), Stream.of(account)).distinct().collect(Collectors.joining("\n"));
        failovers.remember(id, NAME, Map.of(LOCKED, all));
    }

    static List<String> accounts(String remembered) {
        return Arrays.stream(remembered.split("\n", -1))
                .filter(account -> !account.isEmpty())
                .toList();
    }

    private static Result result(Turn turn, String fence, String outcome) {
        turn.remember(Map.of("fence", fence));
        return Result.over(outcome, Map.of("fence", fence));
    }

    @Override
    public String rehearse(Rehearsal rehearsal) {
        return fence.rehearse();
    }
}
