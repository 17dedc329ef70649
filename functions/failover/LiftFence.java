package failover;

import java.util.Map;

/// Lets the application into the primary again, as far as this failover has shut it out.
final class LiftFence implements Task {
    private final PrimaryFence fence;

    LiftFence(PrimaryFence fence) {
        this.fence = fence;
    }

    @Override
    public Result run(Turn turn) {
        turn.refuseDrill("touch the primary");
        var locked = FencePrimary.accounts(turn.failover().fact("FencePrimary", FencePrimary.LOCKED));
        if (locked.isEmpty()) {
            return Result.over("no account was locked", Map.of("lifted", true));
        }
        fence.lift(locked);
        return Result.over("unlocked " + String.join(", ", locked), Map.of("lifted", true));
    }
}
