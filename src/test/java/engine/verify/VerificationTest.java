package engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import base.Deadline;
import base.Progress;
import engine.format.DefinerRule;
import engine.mysql.Sessions;
import engine.stored.DumpReader;
import engine.stored.Verdict;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import testkit.Dumps;
import testkit.MySqlServer;
import testkit.Restores;
import testkit.SharedMySql;
import testkit.StrictBlobStore;

/// One change on the target, wherever it is, is found and named.
final class VerificationTest {
    private final String schema = SharedMySql.schema();
    private final MySqlServer target = SharedMySql.target();
    private final StrictBlobStore store = new StrictBlobStore();

    @BeforeEach
    void aRestoredBackup() {
        var source = SharedMySql.source();
        source.run(
                "CREATE DATABASE " + schema + " COLLATE utf8mb4_bin",
                "USE " + schema,
                "CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, total DECIMAL(10,2) DEFAULT 1.50, note TEXT,"
                        + " seen TIMESTAMP NULL, share FLOAT, KEY by_total (total)) COMMENT = 'shop'",
                "INSERT INTO orders VALUES (1, 9.99, 'first', NOW(), 0.1), (2, 5, NULL, NULL, 16777217), (3, 7, '', NOW(), 3)",
                "ALTER TABLE orders AUTO_INCREMENT = 500",
                "CREATE TABLE bare (v INT)",
                "INSERT INTO bare VALUES (1), (1), (NULL)",
                "CREATE VIEW open_orders AS SELECT id FROM orders WHERE note IS NULL",
                "CREATE PROCEDURE revenue () SELECT SUM(total) FROM orders",
                "CREATE FUNCTION vat (x INT) RETURNS INT DETERMINISTIC RETURN x * 2",
                "CREATE TRIGGER trim_note BEFORE INSERT ON orders FOR EACH ROW SET NEW.note = TRIM(NEW.note)",
                "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2040-01-01' DO DELETE FROM bare");
        Dumps.run(source.url(), store, Dumps.request(schema));
        Restores.run(target.url(), store, Restores.request(Dumps.ID));
    }

    private Comparison compare() {
        return compare(target);
    }

    private Comparison compare(MySqlServer server) {
        var dump = DumpReader.read(store, Dumps.ID);
        boolean lower = server.text("SELECT @@lower_case_table_names").equals("1");
        var places = new Places(dump.schemaNames(), false, lower);
        var verification = new Verification(
                new Sessions(server.url()),
                store,
                dump,
                places,
                new DefinerRule.Keep(),
                2,
                Deadline.none(Clock.systemUTC()),
                Progress.SILENT);
        verification.compareTables(places);
        verification.compareObjects();
        return verification.comparison();
    }

    @Test
    void anUntouchedTargetIsVerified() {
        assertThat(compare().findings()).isEmpty();
        assertThat(compare().state()).isEqualTo(Verdict.State.VERIFIED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "UPDATE orders SET total = 9.98 WHERE id = 1 | table .orders | not the same",
                "UPDATE orders SET note = '' WHERE id = 2 | table .orders | not the same",
                "UPDATE orders SET note = NULL WHERE id = 3 | table .orders | not the same",
                "UPDATE orders SET share = 0.10000001 WHERE id = 1 | table .orders | not the same",
                "UPDATE orders SET share = 16777220 WHERE id = 2 | table .orders | not the same",
                "DELETE FROM bare LIMIT 1 | table .bare | 2 rows instead of 3",
                "INSERT INTO bare VALUES (1) | table .bare | 4 rows instead of 3",
                "UPDATE bare SET v = 2 WHERE v = 1 LIMIT 1 | table .bare | not the same",
                "ALTER TABLE orders ALTER total SET DEFAULT 1.51 | table .orders | defined otherwise",
                "ALTER TABLE orders DROP KEY by_total | table .orders | defined otherwise",
                "ALTER TABLE orders MODIFY note TINYTEXT | table .orders | defined otherwise",
                "ALTER TABLE orders AUTO_INCREMENT = 4 | table .orders | its counter is at 4 instead of 500",
                "ALTER TABLE orders ADD more INT | table .orders | has the columns",
                "DROP TABLE bare | table .bare | is missing",
                "CREATE TABLE more (id INT) | table .more | is not in the backup",
                "DROP TRIGGER trim_note | trigger .trim_note | is missing",
                "DROP VIEW open_orders | view .open_orders | is missing",
                "CREATE OR REPLACE VIEW open_orders AS SELECT id FROM orders | view .open_orders | defined otherwise",
                "DROP PROCEDURE revenue | procedure .revenue | is missing",
                "ALTER PROCEDURE revenue COMMENT 'x' | procedure .revenue | defined otherwise",
                "CREATE PROCEDURE more () SELECT 1 | procedure .more | is not in the backup",
                "ALTER EVENT nightly ON SCHEDULE EVERY 2 DAY | event .nightly | defined otherwise",
                "ALTER DATABASE COLLATE utf8mb4_general_ci | schema | defined otherwise",
            })
    void oneChangeIsFoundAndNamed(String change, String object, String text) {
        target.run("USE " + schema, change);
        var found = compare();
        assertThat(found.state()).isEqualTo(Verdict.State.FAILED);
        String named = object.contains(".") ? object.replace(".", schema + ".") : object + " " + schema;
        assertThat(found.findings()).anySatisfy(difference -> {
            assertThat(difference.object()).isEqualTo(named);
            assertThat(difference.text()).contains(text);
        });
    }

    @Test
    void aViewOfAnotherAccountIsFound() {
        target.run(
                "USE " + schema,
                "ALTER DEFINER = other@'%' VIEW open_orders AS SELECT id FROM orders WHERE note IS NULL");
        assertThat(compare().findings())
                .anySatisfy(difference ->
                        assertThat(difference.text()).contains("runs as other@% instead of root@localhost"));
    }

    @Test
    void onAServerWithLowerNamesTheCaseOfTextsStillCounts() {
        try (var lower = MySqlServer.lowerCase()) {
            Restores.run(lower.url(), store, Restores.request(Dumps.ID));
            lower.run(
                    "USE " + schema, "CREATE OR REPLACE VIEW open_orders AS SELECT id FROM orders WHERE note IS NULL");
            assertThat(compare(lower).state()).isEqualTo(Verdict.State.VERIFIED);
            lower.run("ALTER TABLE " + schema + ".orders COMMENT 'Shop'");
            assertThat(compare(lower).findings())
                    .singleElement()
                    .satisfies(difference -> assertThat(difference.object()).isEqualTo("table " + schema + ".orders"));
        }
    }

    @Test
    void eventsArriveAtRest() {
        assertThat(target.text("SELECT STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA = '" + schema + "'"))
                .isEqualTo("DISABLED");
    }
}
