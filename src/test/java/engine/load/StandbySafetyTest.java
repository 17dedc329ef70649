package engine.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.Progress;
import base.RefusedFailure;
import engine.mysql.Sessions;
import engine.stored.DumpReader;
import engine.stored.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import testkit.Dumps;
import testkit.Fingerprint;
import testkit.MySqlServer;
import testkit.Restores;
import testkit.SharedMySql;
import testkit.StrictBlobStore;

/// What a restore in the place of other data must never do.
final class StandbySafetyTest {
    private final MySqlServer source = SharedMySql.source();
    private final MySqlServer standby = MySqlServer.start("--log-bin-trust-function-creators=ON");
    private final StrictBlobStore store = new StrictBlobStore();
    private final String shop = SharedMySql.schema();

    @BeforeEach
    void aShop() {
        source.run(
                "CREATE DATABASE " + shop,
                "USE " + shop,
                "CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(20) DEFAULT 'A')",
                "INSERT INTO customers VALUES (1, 'a')",
                "CREATE PROCEDURE p () SELECT 1",
                "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2040-01-01' DO SELECT 1");
    }

    @AfterEach
    void stop() {
        standby.close();
    }

    private void dump() {
        Dumps.run(source.url(), store, Dumps.request(shop));
    }

    private Restore.Result restore() {
        return Restores.run(standby.url(), store, Restores.request(Dumps.ID));
    }

    private Restore.Result replace() {
        return Restores.run(standby.url(), store, Restores.replacing(Restores.request(Dumps.ID)));
    }

    private void assertVerified(Restore.Result result) {
        assertThat(result.verdict().differences()).isEmpty();
        assertThat(result.verdict().state()).isEqualTo(Verdict.State.VERIFIED);
    }

    @Test
    void theSiteThatPeopleUseIsNeverReplaced() {
        dump();
        restore();
        try (var session = new Sessions(standby.url()).open()) {
            WaitingEvents.enable(session);
        }
        standby.run("INSERT INTO " + shop + ".customers VALUES (2, 'written in Azure')");
        assertThatThrownBy(this::replace)
                .isInstanceOf(RefusedFailure.class)
                .hasMessageContaining("the site that people use");
        assertThatThrownBy(() -> RestoredData.removeLeftovers(Sessions.loading(standby.url()), "x"))
                .isInstanceOf(RefusedFailure.class);
        assertThat(standby.text("SELECT COUNT(*) FROM " + shop + ".customers")).isEqualTo("2");
        try (var session = new Sessions(standby.url()).open()) {
            WaitingEvents.standbyAgain(session);
        }
        assertVerified(replace());
    }

    @Test
    void whatWasRestoredToStayIsNoLeftover() {
        dump();
        restore();
        RestoredData.removeLeftovers(Sessions.loading(standby.url()), "another backup");
        RestoredData.remove(Sessions.loading(standby.url()), Dumps.ID);
        assertThat(standby.text("SELECT COUNT(*) FROM " + shop + ".customers")).isEqualTo("1");
    }

    @Test
    void tablesOfOthersThatPointAtWhatIsReplacedAreNotLeftPointingAtNothing() {
        dump();
        restore();
        standby.run(
                "CREATE DATABASE crm",
                "CREATE TABLE crm.notes (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES " + shop + ".customers (id))");
        assertThatThrownBy(this::replace).isInstanceOf(RefusedFailure.class).hasMessageContaining("crm.notes");
        standby.run("INSERT INTO crm.notes VALUES (1)");
    }

    @Test
    void aForeignKeyToAParentThatIsGoneStaysOneToItsOwnSchema() {
        source.run(
                "USE " + shop,
                "SET SESSION foreign_key_checks = 0",
                "CREATE TABLE orphan (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES ghost (id))");
        dump();
        restore();
        assertVerified(replace());
        assertThat(standby.text("SELECT CONCAT(UNIQUE_CONSTRAINT_SCHEMA, '.', REFERENCED_TABLE_NAME) FROM"
                        + " information_schema.REFERENTIAL_CONSTRAINTS WHERE TABLE_NAME = 'orphan'"))
                .isEqualTo(shop + ".ghost");
        assertThat(Fingerprint.differences(source, standby, shop))
                .allMatch(difference -> difference.startsWith("event "));
    }

    @Test
    void grantsOnRoutinesOutliveTheRoutine() {
        dump();
        restore();
        standby.run("CREATE USER app@'%'", "GRANT EXECUTE, ALTER ROUTINE ON PROCEDURE " + shop + ".p TO app@'%'");
        var before = standby.texts("SHOW GRANTS FOR app@'%'");
        assertVerified(replace());
        assertThat(standby.texts("SHOW GRANTS FOR app@'%'")).isEqualTo(before);
    }

    @Test
    void eventsAreEnabledForTheAccountThatOwnsThem() {
        standby.run("CREATE USER owner@'%'");
        source.run("CREATE USER IF NOT EXISTS owner@'%'", "ALTER DEFINER = owner@'%' EVENT " + shop + ".e DISABLE");
        source.run("ALTER DEFINER = owner@'%' EVENT " + shop + ".e ENABLE");
        dump();
        restore();
        try (var session = new Sessions(standby.url()).open()) {
            assertThat(WaitingEvents.enable(session)).containsExactly(shop + ".e");
        }
        assertThat(Fingerprint.differences(source, standby, shop)).isEmpty();
        assertThat(standby.text("SELECT DEFINER FROM information_schema.EVENTS WHERE EVENT_SCHEMA = '" + shop + "'"))
                .isEqualTo("owner@%");
    }

    @Test
    void viewsWithACheckOptionStandOnViewsThatComeLater() {
        source.run(
                "USE " + shop,
                "CREATE VIEW z_base AS SELECT id, name FROM customers WHERE id > 0",
                "CREATE VIEW a_checked AS SELECT id FROM z_base WHERE id < 9 WITH CASCADED CHECK OPTION");
        dump();
        assertVerified(restore());
    }

    @Test
    void aProgramThatTheTargetRefusesIsFoundWhileTheOldDataIsInPlace() {
        dump();
        restore();
        source.run("CREATE EVENT " + shop + ".late ON SCHEDULE EVERY 1 DAY STARTS '2040-01-01' DO SELECT 2");
        var before = Fingerprint.of(standby, shop);
        var refused = new StrictBlobStore();
        Dumps.run(source.url(), refused, Dumps.named("20260102T020000-test-000002", Dumps.request(shop)));
        standby.run("SET GLOBAL event_scheduler = OFF");
        standby.run("CREATE USER weak@'%' IDENTIFIED BY 'x'", "GRANT ALL ON *.* TO weak@'%'");
        var request = Restores.replacing(Restores.request("20260102T020000-test-000002"));
        assertThatThrownBy(() -> new Restore(
                                Sessions.loading(standby.url("weak", "x")),
                                new Sessions(standby.url()),
                                refused,
                                request,
                                revokingAt("comparing"))
                        .run())
                .hasMessageContaining("cannot run a script of " + shop);
        assertThat(Fingerprint.of(standby, shop)).isEqualTo(before);
    }

    /// The account loses a privilege between the look at the target and the views.
    private Progress revokingAt(String phase) {
        return new Progress() {
            @Override
            public void phase(String what) {
                if (what.equals(phase)) {
                    standby.run("REVOKE EVENT ON *.* FROM weak@'%'");
                }
            }

            @Override
            public void expect(long rows, long bytes) {}

            @Override
            public void done(long rows, long bytes) {}
        };
    }

    @Test
    void anEmptySchemaThatIsThereTakesTheCollationOfTheBackup() {
        standby.run("CREATE DATABASE " + shop + " CHARACTER SET latin1");
        dump();
        assertVerified(restore());
    }

    @Test
    void theCounterOfAPartitionedTableMayBeHigher() {
        source.run("CREATE TABLE " + shop + ".parts (id INT PRIMARY KEY AUTO_INCREMENT) AUTO_INCREMENT = 7"
                + " PARTITION BY HASH (id) PARTITIONS 2");
        dump();
        assertVerified(restore());
        assertThat(DumpReader.read(store, Dumps.ID).tables().count()).isEqualTo(2);
    }
}
