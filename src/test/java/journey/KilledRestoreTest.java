package journey;

import static org.assertj.core.api.Assertions.assertThat;

import engine.storage.FileBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Dumps;
import testkit.Fingerprint;
import testkit.MySqlServer;
import testkit.Program;
import testkit.SharedMySql;

/// A restore that is killed at random moments, again and again, ends as one that was left alone: every row once,
/// with and without keys.
final class KilledRestoreTest {
    private static final int KILLS = 12;
    private static final long SEED = 20261122;

    @TempDir
    Path folder;

    private final String schema = SharedMySql.schema();

    @Test
    void aProcessThatIsKilledAgainAndAgainLosesAndDoublesNothing() throws Exception {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "USE " + schema,
                        "SET SESSION cte_max_recursion_depth = 10000000",
                        "CREATE TABLE keyed (id INT PRIMARY KEY, v VARCHAR(300), KEY (v))",
                        "INSERT INTO keyed WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 60000)"
                                + " SELECT n, SHA2(n, 256) FROM r",
                        "CREATE TABLE keyless (v VARCHAR(300))",
                        "INSERT INTO keyless SELECT REPEAT(v, 4) FROM keyed",
                        "CREATE TABLE old (id INT, v VARCHAR(300)) ENGINE=MyISAM",
                        "INSERT INTO old SELECT * FROM keyed",
                        "CREATE VIEW shown AS SELECT v FROM keyed",
                        "ANALYZE TABLE keyed, keyless, old");
        Dumps.run(SharedMySql.source().url(), new FileBlobStore(folder), Dumps.request(schema));
        try (var target = MySqlServer.start()) {
            long whole = millisOfAWholeRun(target);
            var random = new Random(SEED);
            int killed = 0;
            for (int i = 0; i < KILLS; i++) {
                if (isKilledAfter((long) (whole * (0.2 + 0.6 * random.nextDouble())), target)) {
                    killed++;
                } else {
                    assertItIsWholeAndBeginAnew(target);
                }
            }
            assertThat(killed).as("many runs were killed before their end").isGreaterThanOrEqualTo(KILLS / 2);
            millisOfAWholeRun(target);
        }
    }

    private void assertItIsWholeAndBeginAnew(MySqlServer target) {
        assertThat(Fingerprint.differences(SharedMySql.source(), target, schema))
                .isEmpty();
        target.run("DROP DATABASE " + schema);
    }

    private long millisOfAWholeRun(MySqlServer target) throws InterruptedException, IOException {
        long start = System.nanoTime();
        assertThat(start(target).waitFor())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertItIsWholeAndBeginAnew(target);
        return millis;
    }

    private boolean isKilledAfter(long millis, MySqlServer target) throws InterruptedException {
        var process = start(target);
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        process.destroyForcibly().waitFor();
        // The server notices that its client is gone.
        while (!target.texts("SELECT ID FROM information_schema.PROCESSLIST WHERE COMMAND <> 'Sleep'"
                        + " AND INFO NOT LIKE '%PROCESSLIST%' AND USER = 'root'")
                .isEmpty()) {
            Thread.sleep(50);
        }
        return true;
    }

    private Process start(MySqlServer target) {
        return Program.start(
                List.of(),
                folder.resolve("log"),
                "restore",
                "--from",
                folder.toUri().toString(),
                "--backup",
                "latest",
                "--target",
                "mysql://root@" + target.url().address() + "?sslMode=REQUIRED",
                "--threads",
                "2");
    }
}
