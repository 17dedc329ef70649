package bench;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Whole processes, from start to exit.
final class Processes {
    private Processes() {}

    static long millis(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        run(command);
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    /// Runs a command; one that does not end well fails with the end of what it printed.
    static void run(List<String> command) throws IOException, InterruptedException {
        var log = File.createTempFile("lifeboat-bench-", ".log");
        try {
            int status = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException(
                        command + " ended with " + status + ": " + java.nio.file.Files.readString(log.toPath()));
            }
        } finally {
            log.delete();
        }
    }

    /// The first one is a warm-up.
    static List<Long> counted(List<Long> millis) {
        return millis.subList(1, millis.size());
    }

    /// The median of the ratios of runs that were made one after the other.
    static double ratio(List<Long> ours, List<Long> theirs) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / (double) theirs.get(i));
        }
        return median(ratios);
    }

    static double median(List<? extends Number> values) {
        var sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
