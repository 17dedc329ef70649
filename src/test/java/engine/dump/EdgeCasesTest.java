package engine.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import engine.format.Manifest;
import engine.storage.FileBlobStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Dumps;
import testkit.Fingerprint;
import testkit.MySqlServer;
import testkit.SharedMySql;
import testkit.ShellLoader;
import testkit.StrictBlobStore;

/// Sizes and names at the ends of what a server allows.
final class EdgeCasesTest {
    @TempDir
    Path folder;

    private final String schema = SharedMySql.schema();

    private Manifest roundTrip() {
        var manifest = Dumps.run(SharedMySql.source().url(), new FileBlobStore(folder), Dumps.request(schema));
        ShellLoader.load(folder.resolve(Dumps.ID), SharedMySql.target(), false);
        assertThat(Fingerprint.of(SharedMySql.target(), schema))
                .isEqualTo(Fingerprint.of(SharedMySql.source(), schema));
        return manifest;
    }

    @Test
    void anEmptySchemaIsADump() {
        SharedMySql.source().run("CREATE DATABASE " + schema);
        assertThat(roundTrip().totals()).isEqualTo(new Manifest.Totals(0, 0, 0, 0));
    }

    @Test
    void aServerWithoutAnySchemaIsADump() {
        try (var empty = MySqlServer.start()) {
            var store = new StrictBlobStore();
            assertThat(Dumps.run(empty.url(), store, Dumps.request()).totals().tables())
                    .isZero();
            assertThat(store.committed()).last().isEqualTo(Dumps.ID + "/@.done.json");
        }
    }

    @Test
    void aSchemaThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Dumps.run(SharedMySql.source().url(), new StrictBlobStore(), Dumps.request("nowhere")))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void emptyTablesHaveOneEmptyFile() {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "CREATE TABLE " + schema + ".e (id INT PRIMARY KEY)",
                        "CREATE TABLE " + schema + ".n (x TEXT)");
        var manifest = roundTrip();
        assertThat(manifest.tables()).allSatisfy(table -> {
            assertThat(table.files()).hasSize(1);
            assertThat(table.files().getFirst().name()).endsWith("@@0.tsv.zst");
        });
    }

    @Test
    void aThousandColumnsAreKept() {
        String columns =
                IntStream.range(0, 1_000).mapToObj(i -> "c" + i + " TINYINT").collect(Collectors.joining(","));
        String values = IntStream.range(0, 1_000)
                .mapToObj(i -> i % 7 == 0 ? "NULL" : "" + i % 100)
                .collect(Collectors.joining(","));
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "CREATE TABLE " + schema + ".wide (" + columns + ")",
                        "INSERT INTO " + schema + ".wide VALUES (" + values + "), (" + values + ")");
        assertThat(roundTrip().totals().rows()).isEqualTo(2);
    }

    @Test
    void namesOfSixtyFourSymbolsAreKept() {
        String symbols = "☎".repeat(64);
        String table = "漢".repeat(46);
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "USE " + schema,
                        "CREATE TABLE `" + table + "` (`" + symbols + "` INT PRIMARY KEY)",
                        "CREATE TABLE `" + "漢".repeat(45) + "字` (id INT PRIMARY KEY)",
                        "INSERT INTO `" + table + "` VALUES (5)",
                        "CREATE VIEW `" + symbols + "` AS SELECT `" + symbols + "` FROM `" + table + "`",
                        "CREATE PROCEDURE `" + symbols + "` () SELECT '" + symbols + "'",
                        "CREATE TRIGGER `" + symbols + "` BEFORE INSERT ON `" + table + "` FOR EACH ROW SET @x = 1");
        assertThat(roundTrip().totals().rows()).isEqualTo(1);
    }

    /// Emoji beyond the BMP become question marks when the table is made; the dump keeps what the server has.
    @Test
    void aTableNamedWithEmojiIsKeptAsTheServerKnowsIt() {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "SET sql_mode = ''",
                        "CREATE TABLE " + schema + ".`" + "😀".repeat(32)
                                + "` (id INT PRIMARY KEY, `😀` ENUM('😀','a'))",
                        "INSERT INTO " + schema + ".`" + "?".repeat(32) + "` VALUES (1, 1), (2, 2)");
        var manifest = Dumps.run(SharedMySql.source().url(), new FileBlobStore(folder), Dumps.request(schema));
        assertThat(manifest.totals().rows()).isEqualTo(2);
        assertThat(manifest.notes()).anySatisfy(note -> assertThat(note.text()).contains("beyond the BMP"));
        ShellLoader.load(folder.resolve(Dumps.ID), SharedMySql.target(), false);
        assertThat(Fingerprint.of(SharedMySql.target(), schema))
                .isEqualTo(Fingerprint.of(SharedMySql.source(), schema));
    }

    @Test
    void tenThousandTablesAreDumped() {
        try (var many =
                MySqlServer.start("--skip-log-bin", "--table-open-cache=4000", "--innodb-redo-log-capacity=1G")) {
            var statements = new ArrayList<String>();
            statements.add("CREATE DATABASE many");
            statements.add("USE many");
            for (int i = 0; i < 10_000; i++) {
                statements.add("CREATE TABLE t" + i + " (id INT PRIMARY KEY)");
            }
            statements.add("INSERT INTO t77 VALUES (1), (2), (3)");
            many.run(statements.toArray(String[]::new));
            var store = new StrictBlobStore();
            var manifest = Dumps.run(many.url(), store, Dumps.request("many"));
            assertThat(manifest.totals().tables()).isEqualTo(10_000);
            assertThat(manifest.totals().rows()).isEqualTo(3);
            assertThat(store.committed()).hasSizeGreaterThan(30_000).last().isEqualTo(Dumps.ID + "/@.done.json");
            store.assertNothingLeftOpen();
        }
    }

    /// The heap of this JVM could not hold the row several times over.
    @Test
    void aRowAsLargeAsTheServerAllowsStreamsThrough() {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "CREATE TABLE " + schema + ".huge (id INT PRIMARY KEY, a LONGBLOB, b LONGTEXT)",
                        "INSERT INTO " + schema + ".huge SELECT 1, REPEAT(x'00FF', 33000000), REPEAT('b', 67000000)");
        var manifest = Dumps.run(SharedMySql.source().url(), new FileBlobStore(folder), Dumps.request(schema));
        assertThat(manifest.totals().bytes()).isEqualTo(2 + 88_000_000 + 1 + 67_000_000 + 1);
    }
}
