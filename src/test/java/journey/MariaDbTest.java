package journey;

import static org.assertj.core.api.Assertions.assertThat;

import engine.storage.FileBlobStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Dumps;
import testkit.MariaDbServer;
import testkit.SharedMySql;
import testkit.ShellLoader;

/// MariaDB as a source: what both servers understand goes over to a MySQL.
final class MariaDbTest {
    @TempDir
    Path folder;

    @Test
    void aShopOnMariaDbIsDumpedAndLoadsIntoMySql() {
        try (var source = MariaDbServer.start()) {
            source.run(
                    "CREATE DATABASE maria_shop CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
                    "USE maria_shop",
                    "CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, note VARCHAR(200), total DECIMAL(9,2), f FLOAT,"
                            + " raw BLOB, placed DATETIME(6), twice INT AS (total * 2) VIRTUAL)",
                    "INSERT INTO orders (note, total, f, raw, placed) SELECT CONCAT('주문 ', seq), seq / 3, seq / 7, UNHEX(HEX(seq)),"
                            + " '2025-01-01' + INTERVAL seq SECOND FROM seq_1_to_20000",
                    "CREATE VIEW v AS SELECT id, note FROM orders",
                    "CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW SET NEW.note = TRIM(NEW.note)",
                    "CREATE PROCEDURE p () SELECT ';;'");
            var manifest = Dumps.run(source.url(), new FileBlobStore(folder), Dumps.request("maria_shop"));
            assertThat(manifest.head().serverVersion()).contains("MariaDB");
            assertThat(manifest.head().binlogFile()).isNotEmpty();
            assertThat(manifest.totals().rows()).isEqualTo(20_000);

            SharedMySql.target().run("DROP DATABASE IF EXISTS maria_shop");
            ShellLoader.load(folder.resolve(Dumps.ID), SharedMySql.target(), false);

            String sums =
                    "SELECT CONCAT_WS(' ', COUNT(*), SUM(CRC32(note)), SUM(total), SUM(CRC32(raw)), SUM(twice), MAX(placed))"
                            + " FROM maria_shop.orders";
            assertThat(SharedMySql.target().text(sums)).isEqualTo(source.text(sums));
            // Its definer, whom MariaDB without grant tables calls nobody, does not exist here; so it is not run.
            assertThat(SharedMySql.target()
                            .texts(
                                    "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'maria_shop'"
                                            + " AND TABLE_NAME = 'v' ORDER BY ORDINAL_POSITION"))
                    .containsExactly("id", "note");
        }
    }
}
