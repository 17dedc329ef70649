package engine.load;

import base.Deadline;
import base.Progress;
import base.TransientFailure;
import engine.stored.RowStream;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what is loaded, and stops when the time is over, between two reads.
final class LoadPace {
    private final Deadline deadline;
    private final Progress progress;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    LoadPace(Deadline deadline, Progress progress) {
        this.deadline = deadline;
        this.progress = progress;
    }

    void loaded(long moreRows, long moreBytes) {
        progress.done(rows.addAndGet(moreRows), bytes.addAndGet(moreBytes));
    }

    /// Fails when the time is over.
    void check() {
        if (deadline.left().isNegative()) {
            throw new TransientFailure(
                    "the time is over with %,d rows loaded".formatted(rows.get()),
                    "Run it again: it goes on where it stopped.");
        }
    }

    /// The same stream, counted.
    InputStream watched(InputStream cut, RowStream counted) {
        return new InputStream() {
            private long rowsTold = counted.content().rows();

            @Override
            public int read() {
                throw new UnsupportedOperationException("read arrays");
            }

            @Override
            public int read(byte[] to, int offset, int length) throws java.io.IOException {
                check();
                int read = cut.read(to, offset, length);
                long now = counted.content().rows();
                loaded(now - rowsTold, Math.max(0, read));
                rowsTold = now;
                return read;
            }
        };
    }
}
