package engine.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.CorruptionFailure;
import base.Failure;
import base.Progress;
import base.TransientFailure;
import engine.format.Manifest;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import engine.storage.FileBlobStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.Dumps;
import testkit.SharedMySql;
import testkit.ShellLoader;
import testkit.StrictBlobStore;

/// The dump shows one moment, whatever goes on meanwhile, and asks for no more grants than a managed server
/// gives.
final class ConsistencyTest {
    private static final String LIKE_RDS = "SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES, PROCESS, SHOW_ROUTINE,"
            + " SHOW DATABASES, REPLICATION CLIENT";

    @TempDir
    Path folder;

    private final String schema = SharedMySql.schema();

    @BeforeEach
    void accountsWithMoney() {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "USE " + schema,
                        "CREATE TABLE a (id INT PRIMARY KEY, money BIGINT NOT NULL, pad VARCHAR(300))",
                        "CREATE TABLE b LIKE a",
                        "SET SESSION cte_max_recursion_depth = 1000000",
                        "INSERT INTO a WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 20000)"
                                + " SELECT n, 1000, REPEAT('p', 200) FROM r",
                        "INSERT INTO b SELECT * FROM a",
                        "ANALYZE TABLE a, b");
    }

    private static MySqlUrl account(String name, String grants) {
        SharedMySql.source()
                .run(
                        "DROP USER IF EXISTS " + name,
                        "CREATE USER " + name + " IDENTIFIED BY 'Pass-1'",
                        grants.isEmpty() ? "DO 0" : "GRANT " + grants + " ON *.* TO " + name);
        return SharedMySql.source().url(name, "Pass-1");
    }

    private Manifest dump(MySqlUrl url) {
        return Dumps.run(url, new FileBlobStore(folder), Dumps.request(schema));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RELOAD, BACKUP_ADMIN, " + LIKE_RDS, "RELOAD, " + LIKE_RDS, "BACKUP_ADMIN, " + LIKE_RDS, LIKE_RDS
            })
    void moneyThatMovesDuringTheDumpIsNeitherLostNorDoubled(String grants) throws Exception {
        var url = account("mover_" + schema, grants);
        var stop = new AtomicBoolean();
        var moved = new AtomicLong();
        var writers = List.of(mover(stop, moved, 1), mover(stop, moved, 2));
        try {
            long before = moved.get();
            var manifest = dump(url);
            assertThat(moved.get()).as("writers wrote during the dump").isGreaterThan(before);
            assertThat(manifest.head().consistency())
                    .isEqualTo(grants.startsWith("RELOAD") ? "GLOBAL_READ_LOCK" : "TABLE_LOCKS");
        } finally {
            stop.set(true);
            for (var writer : writers) {
                writer.join();
            }
        }
        SharedMySql.target().run("DROP DATABASE IF EXISTS " + schema);
        ShellLoader.load(folder.resolve(Dumps.ID), SharedMySql.target(), false);
        assertThat(SharedMySql.target()
                        .text("SELECT (SELECT SUM(money) FROM " + schema + ".a) + (SELECT SUM(money) FROM " + schema
                                + ".b)"))
                .isEqualTo("40000000");
    }

    /// Moves money between the tables, one transaction after the other.
    private Thread mover(AtomicBoolean stop, AtomicLong moved, int seed) {
        return Thread.ofPlatform().start(() -> {
            var random = new Random(seed);
            try (var connection = SharedMySql.source().connect("");
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (!stop.get()) {
                    int id = 1 + random.nextInt(20_000);
                    String[] order = random.nextBoolean() ? new String[] {"a", "b"} : new String[] {"b", "a"};
                    try {
                        statement.execute(
                                "UPDATE " + schema + "." + order[0] + " SET money = money - 7 WHERE id = " + id);
                        statement.execute(
                                "UPDATE " + schema + "." + order[1] + " SET money = money + 7 WHERE id = " + id);
                        connection.commit();
                        moved.incrementAndGet();
                    } catch (SQLException deadlock) {
                        connection.rollback();
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT", "SHOW VIEW", "TRIGGER", "EVENT", "LOCK TABLES", "PROCESS"})
    void aMissingGrantIsNamedBeforeAnythingIsWritten(String missing) {
        String grants = String.join(
                ", ",
                List.of(LIKE_RDS.split(", ")).stream()
                        .filter(grant -> !grant.equals(missing))
                        .toList());
        if (missing.equals("SELECT")) {
            grants = "SHOW DATABASES, " + grants;
        }
        var url = account("lacking_" + schema, grants);
        var store = new StrictBlobStore();
        assertThatThrownBy(() -> Dumps.run(url, store, Dumps.request(schema)))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("lacking_" + schema)
                .hasMessageContaining("lacks " + missing)
                .satisfies(failure -> assertThat(((Failure) failure).hint()).contains("GRANT SELECT"));
        assertThat(store.committed()).isEmpty();
    }

    @Test
    void grantsThroughARoleCount() {
        var url = account("roleuser_" + schema, "");
        SharedMySql.source()
                .run(
                        "CREATE ROLE IF NOT EXISTS backup_role",
                        "GRANT " + LIKE_RDS + " ON *.* TO backup_role",
                        "GRANT backup_role TO roleuser_" + schema,
                        "SET DEFAULT ROLE ALL TO roleuser_" + schema);
        assertThat(dump(url).totals().rows()).isEqualTo(40_000);
    }

    @Test
    void anAlteredTableNeverMakesAGoodDump() {
        for (String grants : List.of(LIKE_RDS, "BACKUP_ADMIN, " + LIKE_RDS)) {
            var url = account("alter_" + schema, grants);
            var store = new StrictBlobStore();
            var ddl = new Thread[1];
            Runnable alter = () -> ddl[0] = Thread.ofVirtual()
                    .start(() -> SharedMySql.source()
                            .run("ALTER TABLE " + schema + ".a ADD COLUMN c" + grants.length() + " INT"));
            try {
                var manifest = dumpWhile(url, store, alter);
                assertThat(manifest.totals().rows()).as("the ALTER had to wait").isEqualTo(40_000);
                assertThat(ddl[0].isAlive() || manifest.notes().isEmpty()).isTrue();
            } finally {
                join(ddl[0]);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs something when the dump has begun to copy.
    private Manifest dumpWhile(MySqlUrl url, StrictBlobStore store, Runnable action) {
        var progress = new Progress() {
            @Override
            public void phase(String what) {
                if (what.equals("copying")) {
                    action.run();
                    pause();
                }
            }

            @Override
            public void expect(long rows, long bytes) {}

            @Override
            public void done(long rows, long bytes) {}
        };
        return new Dump(new Sessions(url), store, Dumps.request(schema), progress, () -> {}).run();
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRoutineThatChangesDuringTheDumpIsCaught() {
        SharedMySql.source().run("CREATE PROCEDURE " + schema + ".p () SELECT 1");
        var url = account("routine_" + schema, LIKE_RDS);
        var store = new StrictBlobStore();
        assertThatThrownBy(() -> dumpWhile(
                        url,
                        store,
                        () -> SharedMySql.source()
                                .run(
                                        "DROP PROCEDURE " + schema + ".p",
                                        "DO SLEEP(1.1)",
                                        "CREATE PROCEDURE " + schema + ".p () SELECT 2")))
                .isInstanceOf(CorruptionFailure.class)
                .hasMessageContaining(schema + ".p");
        assertThat(store.committed()).doesNotContain(Dumps.ID + "/@.done.json");
    }

    @Test
    void aTableThatIsMadeDuringTheDumpIsCaught() {
        var url = account("made_" + schema, LIKE_RDS);
        var store = new StrictBlobStore();
        assertThatThrownBy(() -> dumpWhile(
                        url,
                        store,
                        () -> SharedMySql.source().run("CREATE TABLE " + schema + ".late (id INT PRIMARY KEY)")))
                .isInstanceOf(CorruptionFailure.class)
                .hasMessageContaining(schema + ".late");
        assertThat(store.committed()).doesNotContain(Dumps.ID + "/@.done.json");
    }

    /// RENAME would show another table under the same name, without any error, if it were let in.
    @Test
    void tablesThatWouldSwapNamesUnderTheSnapshotHaveToWait() {
        SharedMySql.source().run("UPDATE " + schema + ".b SET money = 1");
        var url = account("swap_" + schema, LIKE_RDS);
        var swap = new Thread[1];
        var manifest = dumpWhile(
                url,
                new StrictBlobStore(),
                () -> swap[0] = Thread.ofVirtual()
                        .start(() -> SharedMySql.source()
                                .run("RENAME TABLE " + schema + ".a TO " + schema + ".x, " + schema + ".b TO " + schema
                                        + ".a, " + schema + ".x TO " + schema + ".b")));
        join(swap[0]);
        var again = Dumps.run(url, new StrictBlobStore(), Dumps.request(schema));
        assertThat(manifest.tables().getFirst().content())
                .isEqualTo(again.tables().getLast().content());
        assertThat(manifest.tables().getLast().content())
                .isEqualTo(again.tables().getFirst().content());
    }

    @Test
    void theDumpGivesWayToDdlThatWaitsTooLong() {
        var url = account("giveway_" + schema, LIKE_RDS);
        var store = new StrictBlobStore();
        var ddl = new Thread[1];
        assertThatThrownBy(() -> dumpWhile(url, store, () -> {
                    ddl[0] = Thread.ofVirtual()
                            .start(() ->
                                    SharedMySql.source().run("ALTER TABLE " + schema + ".a ADD COLUMN waited INT"));
                    // The dump stands still for longer than DDL may wait; the ALTER must come through meanwhile.
                    join(ddl[0]);
                }))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("gave way")
                .hasMessageContaining("ALTER TABLE of connection")
                .hasMessageNotContaining("waited INT");
        assertThat(store.committed()).doesNotContain(Dumps.ID + "/@.done.json");
    }

    @Test
    void aLongQueryDelaysTheLockAndNotTheApplicationForLong() {
        var url = account("longquery_" + schema, "RELOAD, " + LIKE_RDS);
        var holder = Thread.ofVirtual()
                .start(() ->
                        SharedMySql.source().run("LOCK TABLES " + schema + ".a WRITE", "DO SLEEP(7)", "UNLOCK TABLES"));
        pause();
        var manifest = dump(url);
        join(holder);
        assertThat(manifest.totals().rows()).isEqualTo(40_000);
    }

    @Test
    void tablesWithoutTransactionsAreReadUnderTheirLockAndNamed() throws Exception {
        SharedMySql.source()
                .run(
                        "CREATE TABLE " + schema + ".m (id INT PRIMARY KEY, x INT) ENGINE = MyISAM",
                        "INSERT INTO " + schema + ".m VALUES (1, 1)");
        var url = account("myisam_" + schema, LIKE_RDS);
        var stop = new AtomicBoolean();
        var writer = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                SharedMySql.source().run("UPDATE " + schema + ".m SET x = x + 1");
            }
        });
        var manifest = dump(url);
        stop.set(true);
        writer.join();
        assertThat(manifest.notes())
                .anySatisfy(note -> assertThat(note.toString()).contains("NOT_TRANSACTIONAL", schema + ".m"));
        assertThat(manifest.totals().rows()).isEqualTo(40_001);
    }
}
