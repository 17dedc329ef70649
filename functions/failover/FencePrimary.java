package failover;

import failover.PrimaryFence.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Shuts the application out of the old primary, if that can be reached. The gate keeps visitors away in any case; this
/// is for what gets past it: jobs, open connections, names that somebody has cached.
final class FencePrimary implements Task {
    /// Under which the accounts that were locked are remembered, one a line.
    static final String LOCKED = "locked";

    private final PrimaryFence fence;

    FencePrimary(PrimaryFence fence) {
        this.fence = fence;
    }

    @Override
    public Result run(Turn turn) {
        turn.refuseDrill("touch the primary");
        return switch (fence.fence()) {
            case Outcome.Fenced(List<String> locked) -> fenced(turn, locked);
            case Outcome.Unreachable(String why) ->
                result(turn, "unreachable", "the primary cannot be reached: " + why);
            case Outcome.Unknown(String why) ->
                result(turn, "unknown", "it is not certain that the primary is shut: " + why);
        };
    }

    private static Result fenced(Turn turn, List<String> locked) {
        turn.remember(Map.of(LOCKED, String.join("\n", all(turn.memory(LOCKED), locked))));
        return result(turn, "fenced", "the accounts of the application are locked and its sessions are ended");
    }

    /// What an earlier run has locked counts too.
    static List<String> all(String remembered, List<String> more) {
        return Stream.concat(Arrays.stream(remembered.split("\n", -1)), more.stream())
                .filter(account -> !account.isEmpty())
                .distinct()
                .toList();
    }

    private static Result result(Turn turn, String fence, String outcome) {
        turn.remember(Map.of("fence", fence));
        return Result.over(outcome, Map.of("fence", fence));
    }
}
