package cli;

import base.ByteSize;
import base.Progress;
import java.io.PrintStream;
import java.text.DecimalFormat;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Shows how long work gets on: a bar with rows, bytes, rate and time left on a terminal, a line now and then
/// elsewhere.
public final class ProgressDisplay implements Progress, AutoCloseable {
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);

    private final PrintStream err;
    private final boolean isTerminal;
    private Optional<ProgressBar> bar = Optional.empty();
    private long rowsExpected;
    private long lastLine = System.nanoTime();

    public ProgressDisplay(PrintStream err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
    }

    /// The display on stderr, for a person or a log.
    public static ProgressDisplay onStderr() {
        return new ProgressDisplay(System.err, isTerminal());
    }

    /// Whether a person looks at stderr. The launcher knows; the JDK can tell only of stdin and stdout.
    public static boolean isTerminal() {
        return Boolean.getBoolean("lifeboat.terminal");
    }

    @Override
    public synchronized void phase(String what) {
        if (bar.isPresent()) {
            bar.get().setExtraMessage(" " + what);
        } else {
            err.println(what);
        }
    }

    @Override
    public synchronized void expect(long rows, long bytes) {
        rowsExpected = rows;
        if (isTerminal) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName("rows")
                    .setInitialMax(Math.max(rows, 1))
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(100)
                    .showSpeed(new DecimalFormat("#,##0 rows"))
                    .setConsumer(new ConsoleProgressBarConsumer(err))
                    .build());
        }
    }

    @Override
    public synchronized void done(long rows, long bytes) {
        if (bar.isPresent()) {
            bar.get().maxHint(Math.max(rows, rowsExpected)).stepTo(rows);
            bar.get().setExtraMessage(" " + ByteSize.text(bytes));
        } else if (System.nanoTime() - lastLine > LINE_EVERY.toNanos()) {
            lastLine = System.nanoTime();
            err.printf("%,d of about %,d rows, %s%n", rows, rowsExpected, ByteSize.text(bytes));
        }
    }

    @Override
    public synchronized void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
