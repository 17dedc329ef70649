package incident;

import java.time.Instant;

/// Who may fail over, of one kind. `holder` is the failover that has it, or empty; `epoch` is that of the last
/// one; `watermark` is the time of the newest trigger that was ever acted upon: older ones are replays.
public record Lease(String holder, long epoch, Instant watermark) {
    /// Before the first failover.
    public static final Lease NONE = new Lease("", 0, Instant.EPOCH);

    boolean isFree() {
        return holder.isEmpty();
    }
}
