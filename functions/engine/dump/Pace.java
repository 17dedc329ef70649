package engine.dump;

import base.ByteSize;
import base.ConfigurationFailure;
import base.Deadline;
import base.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what was copied and stops a dump that cannot finish in its time, early, while there is time to say
/// so.
final class Pace {
    /// Before this, the speed says little.
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    /// The server's estimate of rows may be far off, so only a clear miss stops the dump before its time is
    /// over.
    private static final double CLEAR_MISS = 2;

    private final Deadline deadline;
    private final Progress progress;
    private final Duration atStart;
    private final long rowsExpected;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    Pace(Deadline deadline, long rowsExpected, Progress progress) {
        this.deadline = deadline;
        this.progress = progress;
        this.atStart = deadline.left();
        this.rowsExpected = rowsExpected;
    }

    /// Adds what was copied. Called by several threads; fails in the one that finds the time too short.
    void copied(long moreRows, long moreBytes) {
        long rowsNow = rows.addAndGet(moreRows);
        long bytesNow = bytes.addAndGet(moreBytes);
        progress.done(rowsNow, bytesNow);
        Duration left = deadline.left();
        Duration spent = atStart.minus(left);
        if (left.isNegative() || (spent.compareTo(WARM_UP) > 0 && isClearlyTooSlow(rowsNow, spent, left))) {
            throw new ConfigurationFailure(
                    "the dump cannot finish in its time: %,d of about %,d rows (%s) after %d s, with %d s left"
                            .formatted(
                                    rowsNow,
                                    rowsExpected,
                                    ByteSize.text(bytesNow),
                                    spent.toSeconds(),
                                    left.toSeconds()),
                    "Raise the function's memory (its share of CPU grows with it) and BACKUP_THREADS,"
                            + " or run `lifeboat backup` on a machine without a time limit.");
        }
    }

    private boolean isClearlyTooSlow(long rowsNow, Duration spent, Duration left) {
        double rowsLeft = Math.max(0, rowsExpected - rowsNow);
        double secondsNeeded = rowsLeft * spent.toMillis() / 1000 / Math.max(1, rowsNow);
        return secondsNeeded > left.toSeconds() * CLEAR_MISS;
    }
}
