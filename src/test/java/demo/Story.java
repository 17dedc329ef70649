package demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import backup.BackupHandler;
import backup.BackupResult;
import backup.LocalBackup;
import base.ByteSize;
import cli.ProgressDisplay;
import cloud.aws.DynamoCatalog;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import failover.LocalFailover;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import restore.LocalRestore;
import testkit.Lambda;

/// The story that `./lifeboat demo` tells, in the order in which it happens.
public final class Story {
    private static final Duration LAMBDA_MAX = Duration.ofMinutes(15);

    private final LocalServers servers;
    private final int rows;
    private final PrintStream out;
    private final LocalFailover.Pace pace;
    private final Duration reload;
    private final Map<String, Object> times = new LinkedHashMap<>();

    public Story(LocalServers servers, int rows, PrintStream out) {
        this(servers, rows, out, Outage.realPace(), Duration.ofSeconds(1));
    }

    /// `pace` is that of the outage, `reload` how long the visitor waits between two looks.
    public Story(LocalServers servers, int rows, PrintStream out, LocalFailover.Pace pace, Duration reload) {
        this.servers = servers;
        this.rows = rows;
        this.out = out;
        this.pace = pace;
        this.reload = reload;
    }

    /// Tells it; throws if anything is not as it should be.
    public void tell() {
        if (!servers.isMySql()) {
            out.println("  (No MySQL can be had on this machine, so MariaDB plays its part.)");
        }
        fill();
        try (var backup = LocalBackup.of(
                servers.database(),
                servers.azurite().connectionString(),
                servers.dynamo(),
                LocalBackup.CONTAINER,
                LocalBackup.TABLE,
                SampleData.SCHEMAS)) {
            var result = backUpWhileCustomersPay(backup);
            deliverAgain(backup, result);
            showCatalog();
            showContainer(result);
            prove(result);
            restore(result);
        }
        if (servers.isMySql()) {
            times.putAll(new Outage(servers, LocalBackup.CONTAINER, pace, reload, out).tell());
        } else {
            out.println("  (MariaDB locks accounts otherwise, so the failover is not shown with it.)");
        }
    }

    /// What was measured, in milliseconds, when the story is told.
    public Map<String, Object> times() {
        return times;
    }

    private void fill() {
        out.printf("%nFilling a shop and a clinic with %,d orders%n", rows);
        long start = System.nanoTime();
        try (var bar = stepsOnATerminal()) {
            SampleData.fill(servers.database(), rows, bar::step);
        }
        out.printf("  done after %.1f s%n", seconds(start));
    }

    private static ProgressBar stepsOnATerminal() {
        var shown = ProgressDisplay.isTerminal()
                ? System.err
                : new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        return new ProgressBarBuilder()
                .setTaskName("tables")
                .setInitialMax(SampleData.stepCount())
                .setConsumer(new ConsoleProgressBarConsumer(shown))
                .build();
    }

    private BackupResult backUpWhileCustomersPay(LocalBackup backup) {
        out.println();
        out.println("02:00 in Seoul: the schedule invokes the backup function (events/backup/nightly.json)");
        var progress = ProgressDisplay.onStderr();
        try (var writers = Writers.start(servers.database(), 2)) {
            long before = writers.payments();
            long start = System.nanoTime();
            var result = invoke(backup.handler(progress));
            progress.close();
            out.printf(
                    "  %s: %,d tables, %,d rows, %s in %.1f s%n",
                    result.status(), result.tables(), result.rows(), ByteSize.text(result.bytes()), seconds(start));
            out.printf("  meanwhile customers made %,d payments%n", writers.payments() - before);
            return result;
        } finally {
            progress.close();
        }
    }

    private static BackupResult invoke(BackupHandler handler) {
        return handler.handleRequest(
                Lambda.event("backup/nightly.json", ScheduledEvent.class), Lambda.context(LAMBDA_MAX));
    }

    private void deliverAgain(LocalBackup backup, BackupResult first) {
        var second = invoke(backup.handler(base.Progress.SILENT));
        mustBe(second.status().equals("ALREADY_MADE") && second.backup().equals(first.backup()), "a second backup");
        out.println("  the same event delivered again: " + second.status() + ", nothing was dumped twice");
    }

    private void showCatalog() {
        out.println();
        out.println("The catalog in DynamoDB");
        try (var dynamo = servers.dynamo().client()) {
            var catalog = new DynamoCatalog(dynamo, LocalBackup.TABLE, Clock.systemUTC());
            for (var entry : catalog.list("shop")) {
                out.printf("  %-10s %-9s %s%n", entry.run().name(), entry.state(), entry.backup());
                entry.facts()
                        .ifPresent(facts -> out.printf(
                                "             snapshot %s, %,d rows, %s stored, server %s%n             GTID set %s%n",
                                facts.snapshotAt(),
                                facts.rows(),
                                ByteSize.text(facts.storedBytes()),
                                facts.serverVersion(),
                                facts.gtidSet().isEmpty() ? "(none)" : facts.gtidSet()));
            }
        }
    }

    private void showContainer(BackupResult result) {
        out.println();
        out.println("In Azure Blob, " + result.location());
        var blobs = servers.azurite().store(LocalBackup.CONTAINER, "").list(result.backup());
        out.println(blobs.stream()
                .filter(blob -> blob.name().startsWith("@") || blob.name().startsWith("shop"))
                .limit(14)
                .map(blob -> "  %10s  %s".formatted(ByteSize.text(blob.bytes()), blob.name()))
                .collect(Collectors.joining(System.lineSeparator())));
        out.printf("  ... %,d blobs in all%n", blobs.size());
    }

    private void prove(BackupResult result) {
        long start = System.nanoTime();
        var proof = Proof.of(servers.azurite().store(LocalBackup.CONTAINER, ""), result.backup());
        mustBe(proof.rows() == result.rows(), "rows were lost");
        mustBe(proof.money() == SampleData.MONEY, "money was lost: " + proof.money());
        out.println();
        out.printf("Proved, by reading all of it back from Azure Blob (%.1f s)%n", seconds(start));
        out.printf(
                "  %,d blobs have the SHA-256 that the manifest states, and it has the one of the seal%n",
                proof.blobs());
        out.printf("  %,d rows were read, as many as the manifest states for each file%n", proof.rows());
        out.printf("  wallet and till add up to %,d, to the cent: the dump shows one moment%n", proof.money());
        out.println("  the seal was written last, the same night was backed up once");
    }

    private void restore(BackupResult backup) {
        out.println();
        out.println("The backup's result goes on to the restore function (events/restore/backup-made.json)");
        try (var local = LocalRestore.of(
                                servers.standby(),
                                servers.azurite().connectionString(),
                                servers.dynamo(),
                                LocalBackup.CONTAINER,
                                LocalBackup.TABLE,
                                "warm")
                        // MariaDB runs without accounts here, so its objects have no definer.
                        .with("RESTORE_DEFINER", servers.isMySql() ? "keep" : "invoker");
                var progress = ProgressDisplay.onStderr()) {
            Map<String, Object> event = Map.of("responsePayload", Map.of("backup", backup.backup()));
            long start = System.nanoTime();
            var result = local.handler(progress).handleRequest(event, Lambda.context(LAMBDA_MAX));
            result.findings().forEach(finding -> out.println("  note: " + finding));
            result.differences().forEach(difference -> out.println("  differs: " + difference));
            mustBe(result.verdict().equals("VERIFIED"), "the restored server is not what was backed up");
            mustBe(
                    servers.standby()
                            .text("SELECT (SELECT SUM(cents) FROM shop.wallet) + (SELECT SUM(cents) FROM shop.till)")
                            .equals(String.valueOf(SampleData.MONEY)),
                    "money was lost on the standby");
            out.printf(
                    "  restored to the standby (%s) in %.1f s, %,d rows and every definition compared%n",
                    servers.standby().url().address(), seconds(start), result.rows());
            out.println("  " + result.verdict() + ", written into the catalog and beside the backup");
        }
    }

    private static void mustBe(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException("the demo failed: " + otherwise);
        }
    }

    private static double seconds(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    }
}
