package journey;

import static org.assertj.core.api.Assertions.assertThat;

import engine.storage.FileBlobStore;
import engine.stored.StoredDumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Program;
import testkit.SharedMySql;
import testkit.ShellLoader;

/// The command line is killed at random moments, as the kernel or a power cut would, and never leaves a dump
/// that looks whole but is not.
final class KilledBackupTest {
    private static final int KILLS = 20;
    private static final long SEED = 20261122;

    @TempDir
    Path folder;

    private final String schema = SharedMySql.schema();

    @Test
    void aProcessThatIsKilledAtAnyMomentLeavesNoDumpThatLooksComplete() throws Exception {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "SET SESSION cte_max_recursion_depth = 10000000",
                        "CREATE TABLE " + schema + ".t (id INT PRIMARY KEY, v VARCHAR(300))",
                        "INSERT INTO " + schema
                                + ".t WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 200000)"
                                + " SELECT n, REPEAT(SHA2(n, 256), 4) FROM r",
                        "ANALYZE TABLE " + schema + ".t");
        long whole = millisOfAWholeRun();
        var random = new Random(SEED);
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            killed += runAndKillAfter((long) (whole * random.nextDouble())) ? 1 : 0;
        }
        killWhileItWrites();
        killed++;
        assertThat(killed).as("most runs were killed before their end").isGreaterThan(KILLS / 2);

        var dumps = new StoredDumps(new FileBlobStore(folder)).list();
        long complete = dumps.stream().filter(dump -> dump.sealed().isPresent()).count();
        assertThat(complete).as("sealed dumps are those of the runs that ended").isBetween(1L, 2L + KILLS - killed + 1);
        assertThat(dumps.stream().anyMatch(dump -> dump.sealed().isEmpty()))
                .as("some were torn")
                .isTrue();
        for (var dump : dumps) {
            if (dump.sealed().isPresent()) {
                SharedMySql.target().run("DROP DATABASE IF EXISTS " + schema);
                ShellLoader.load(folder.resolve(dump.id()), SharedMySql.target(), false);
                assertThat(SharedMySql.target().text("SELECT COUNT(*) FROM " + schema + ".t"))
                        .isEqualTo("200000");
            }
        }
    }

    private long millisOfAWholeRun() throws InterruptedException {
        long start = System.nanoTime();
        var process = start();
        assertThat(process.waitFor()).isZero();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /// Whether the process was killed, or had ended by itself before.
    private boolean runAndKillAfter(long millis) throws InterruptedException {
        var process = start();
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        process.destroyForcibly().waitFor();
        return true;
    }

    /// However fast or slow this machine is, one of them dies with its files half written.
    private void killWhileItWrites() throws InterruptedException, IOException {
        long before = entries();
        var process = start();
        while (process.isAlive() && entries() == before) {
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();
    }

    private long entries() throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).count();
        }
    }

    private Process start() {
        var url = SharedMySql.source().url();
        return Program.start(
                List.of(),
                folder.resolve("log"),
                "backup",
                "--source",
                "mysql://root@" + url.address() + "?sslMode=REQUIRED",
                "--to",
                folder.toUri().toString(),
                "--schemas",
                schema,
                "--threads",
                "2",
                "--name",
                "killed");
    }
}
