package engine.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.Progress;
import base.TransientFailure;
import engine.mysql.Sessions;
import engine.stored.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.Dumps;
import testkit.Fingerprint;
import testkit.MySqlServer;
import testkit.Restores;
import testkit.SharedMySql;
import testkit.StrictBlobStore;

/// A standby that is kept ready: each night's backup takes the place of the last one, whole, and until then the
/// last one stays.
final class ReplaceTest {
    private static final String FIRST = "20260101T020000-test-000001";
    private static final String SECOND = "20260102T020000-test-000002";

    private final MySqlServer source = SharedMySql.source();
    private final MySqlServer standby = MySqlServer.start("--log-bin-trust-function-creators=ON");
    private final StrictBlobStore store = new StrictBlobStore();
    private final String shop = SharedMySql.schema();
    private final String clinic = SharedMySql.schema();

    @BeforeEach
    void twoNights() {
        source.run(
                "CREATE DATABASE " + shop,
                "CREATE DATABASE " + clinic,
                "USE " + shop,
                "CREATE TABLE a (id INT PRIMARY KEY, night INT)",
                "INSERT INTO a VALUES (1, 1), (2, 1)",
                "CREATE TABLE b (id INT PRIMARY KEY, night INT, FOREIGN KEY (id) REFERENCES a (id),"
                        + " CONSTRAINT positive CHECK (night > 0))",
                "INSERT INTO b VALUES (1, 1), (2, 1)",
                "CREATE TABLE gone (id INT)",
                "CREATE TABLE becomes_view (id INT)",
                "CREATE VIEW becomes_table AS SELECT id FROM a",
                "CREATE VIEW gone_view AS SELECT id FROM a",
                "CREATE PROCEDURE gone_procedure () SELECT 1",
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.night = 1",
                "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2040-01-01' DO SELECT 1",
                "CREATE TABLE " + clinic + ".c (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES " + shop + ".a (id))",
                "INSERT INTO " + clinic + ".c VALUES (2)");
        Dumps.run(source.url(), store, Dumps.named(FIRST, Dumps.request(shop, clinic)));
        standby.run("CREATE DATABASE bystander", "CREATE TABLE bystander.t (id INT)");
        Restores.run(standby.url(), store, Restores.request(FIRST));
        source.run(
                "USE " + shop,
                "ALTER DATABASE COLLATE utf8mb4_bin",
                "DROP TABLE gone, becomes_view",
                "DROP VIEW gone_view, becomes_table",
                "DROP PROCEDURE gone_procedure",
                "CREATE VIEW becomes_view AS SELECT id FROM b",
                "CREATE TABLE becomes_table (id INT PRIMARY KEY)",
                "CREATE TABLE fresh (id INT PRIMARY KEY, KEY (id))",
                "UPDATE a SET night = 2",
                "UPDATE b SET night = 2",
                "DROP TRIGGER t",
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.night = 2",
                "CREATE FUNCTION f () RETURNS INT DETERMINISTIC RETURN 2");
        Dumps.run(source.url(), store, Dumps.named(SECOND, Dumps.request(shop, clinic)));
    }

    @AfterEach
    void stop() {
        standby.close();
    }

    private Restore.Result replace(Progress progress) {
        return new Restore(
                        Sessions.loading(standby.url()),
                        new Sessions(standby.url()),
                        store,
                        Restores.replacing(Restores.request(SECOND)),
                        progress)
                .run();
    }

    private Map<String, String> held() {
        return Fingerprint.of(standby, shop, clinic);
    }

    private void assertTheSecondNightIsThere() {
        assertThat(standby.texts("SHOW DATABASES LIKE 'lifeboat\\_\\_%'")).containsExactly("lifeboat__restore");
        assertThat(standby.texts("SHOW TABLES FROM bystander")).containsExactly("t");
        try (var session = new Sessions(standby.url()).open()) {
            var ledger = Ledger.on(session);
            assertThat(ledger.restores())
                    .singleElement()
                    .isEqualTo(new Ledger.Restore(
                            SECOND,
                            Ledger.State.DONE,
                            true,
                            List.of(clinic, shop).stream().sorted().toList(),
                            "VERIFIED",
                            false));
            assertThat(standby.text("SELECT STATUS FROM information_schema.EVENTS WHERE EVENT_NAME = 'e'"))
                    .isEqualTo("DISABLED");
            assertThat(WaitingEvents.enable(session)).containsExactly(shop + ".e");
            assertThat(WaitingEvents.enable(session)).isEmpty();
        }
        assertThat(Fingerprint.differences(source, standby, shop, clinic)).isEmpty();
    }

    @Test
    void theNextNightTakesThePlaceOfTheLast() {
        var result = replace(Progress.SILENT);
        assertThat(result.verdict().differences()).isEmpty();
        assertTheSecondNightIsThere();
    }

    @Test
    void aReaderNeverSeesLessThanOneWholeNight() throws InterruptedException {
        var wrong = new ConcurrentLinkedQueue<String>();
        var stop = new AtomicBoolean();
        var seen = new ArrayList<String>();
        var reader = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                String both = standby.text("SELECT CONCAT(SUM(a.night), ' ', SUM(b.night)) FROM " + shop + ".a JOIN "
                        + shop + ".b USING (id)");
                seen.add(both);
                if (!both.equals("2 2") && !both.equals("4 4")) {
                    wrong.add(both);
                }
            }
        });
        replace(Progress.SILENT);
        stop.set(true);
        reader.join();
        assertThat(wrong).isEmpty();
        assertThat(seen).contains("2 2");
    }

    /// Stops a restore at the beginning of a phase, as the end of its process would.
    private static Progress stoppingAt(String phase) {
        return new Progress() {
            @Override
            public void phase(String what) {
                if (what.equals(phase)) {
                    throw new TransientFailure("stopped", "This is a test.");
                }
            }

            @Override
            public void expect(long rows, long bytes) {}

            @Override
            public void done(long rows, long bytes) {}
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "making tables",
                "loading",
                "adding foreign keys",
                "comparing",
                "rehearsing views and programs",
                "changing over"
            })
    void untilTheChangeTheLastNightStaysAsItWas(String phase) {
        var before = held();
        assertThatThrownBy(() -> replace(stoppingAt(phase))).hasMessage("stopped");
        assertThat(held()).isEqualTo(before);
        assertThat(replace(Progress.SILENT).verdict().state()).isEqualTo(Verdict.State.VERIFIED);
        assertTheSecondNightIsThere();
    }

    @Test
    void afterTheChangeTheNewRowsAreThereAndTheRestFollows() {
        assertThatThrownBy(() -> replace(stoppingAt("making views and programs")))
                .hasMessage("stopped");
        assertThat(standby.text("SELECT SUM(night) FROM " + shop + ".a")).isEqualTo("4");
        assertThat(replace(Progress.SILENT).verdict().state()).isEqualTo(Verdict.State.VERIFIED);
        assertTheSecondNightIsThere();
    }

    @Test
    void aChangeThatWasStoppedBeforeItsOneStatementIsMadeAgain() {
        assertThatThrownBy(() -> replace(stoppingAt("changing over"))).hasMessage("stopped");
        standby.run("DROP TRIGGER " + shop + ".t", "CREATE DATABASE lifeboat__old__" + shop);
        assertThat(replace(Progress.SILENT).verdict().state()).isEqualTo(Verdict.State.VERIFIED);
        assertTheSecondNightIsThere();
    }

    @Test
    void whatIsNotVerifiedTakesNobodysPlace() {
        var before = held();
        var result = replace(new Progress() {
            @Override
            public void phase(String what) {
                if (what.equals("comparing")) {
                    standby.run("UPDATE lifeboat__new__" + shop + ".a SET night = 3 WHERE id = 1");
                }
            }

            @Override
            public void expect(long rows, long bytes) {}

            @Override
            public void done(long rows, long bytes) {}
        });
        assertThat(result.verdict().state()).isEqualTo(Verdict.State.FAILED);
        assertThat(result.verdict().differences())
                .singleElement()
                .extracting(Verdict.Difference::object)
                .isEqualTo("table " + shop + ".a");
        assertThat(held()).isEqualTo(before);
        assertThat(replace(Progress.SILENT).verdict().state()).isEqualTo(Verdict.State.VERIFIED);
        assertTheSecondNightIsThere();
    }

    @Test
    void twoAtOnceAreOne() {
        assertThatThrownBy(() -> replace(new Progress() {
                    @Override
                    public void phase(String what) {
                        if (what.equals("loading")) {
                            replace(Progress.SILENT);
                        }
                    }

                    @Override
                    public void expect(long rows, long bytes) {}

                    @Override
                    public void done(long rows, long bytes) {}
                }))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("another restore is at work");
    }
}
