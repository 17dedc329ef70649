package failover;

import java.time.Clock;
import java.util.Map;

/// Lets the application into the primary again, as far as this failover has shut it out.
final class LiftFence implements Task {
    private final PrimaryFence fence;
    private final Clock clock;

    LiftFence(PrimaryFence fence, Clock clock) {
        this.fence = fence;
        this.clock = clock;
    }

    @Override
    public Result run(Turn turn) {
        turn.refuseDrill("touch the primary");
        var locked = FencePrimary.accounts(turn.failover().fact(FencePrimary.NAME, FencePrimary.LOCKED));
        turn.failovers()
                .remember(
                        turn.failover().id(),
                        FencePrimary.NAME,
                        Map.of(FencePrimary.LIFTED, clock.instant().toString()));
        if (locked.isEmpty()) {
            return Result.over("no account was locked", Map.of("lifted", true));
        }
        fence.lift(locked);
        return Result.over("unlocked " + String.join(", ", locked), Map.of("lifted", true));
    }

    @Override
    public String rehearse(Rehearsal rehearsal) {
        return fence.rehearse();
    }
}
