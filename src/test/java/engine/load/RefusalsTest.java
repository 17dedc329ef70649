package engine.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.CorruptionFailure;
import base.RefusedFailure;
import engine.format.DefinerRule;
import engine.storage.FileBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Database;
import testkit.Dumps;
import testkit.MySqlServer;
import testkit.Restores;
import testkit.SharedMySql;

/// What is not safe is refused, with the reason and a way out, before anything on the target is touched.
final class RefusalsTest {
    @TempDir
    Path folder;

    private final String schema = SharedMySql.schema();
    private final MySqlServer source = SharedMySql.source();
    private final MySqlServer target = SharedMySql.target();

    @BeforeEach
    void aBackup() {
        source.run(
                "CREATE DATABASE " + schema,
                "CREATE TABLE " + schema + ".keyed (id INT PRIMARY KEY, v VARCHAR(200))",
                "INSERT INTO " + schema + ".keyed VALUES (1, REPEAT('a', 200)), (2, 'b')",
                "CREATE TABLE " + schema + ".keyless (id INT) PARTITION BY HASH (id) PARTITIONS 2",
                "INSERT INTO " + schema + ".keyless VALUES (1)");
    }

    private void dump() {
        Dumps.run(source.url(), new FileBlobStore(folder), Dumps.request(schema));
    }

    private void restore(Database to) {
        Restores.run(to.url(), new FileBlobStore(folder), Restores.request(Dumps.ID));
    }

    private static List<String> schemas(Database database) {
        return database.texts("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA ORDER BY 1");
    }

    private void assertRefused(Class<? extends RuntimeException> kind, Database to, String... words) {
        var before = schemas(to);
        assertThatThrownBy(() -> restore(to)).isInstanceOf(kind).hasMessageContainingAll(words);
        assertThat(schemas(to)).isEqualTo(before);
    }

    private Path file(String name) {
        return folder.resolve(Dumps.ID).resolve(name);
    }

    @Test
    void aDumpWithoutASeal() throws IOException {
        dump();
        Files.delete(file("@.done.json"));
        assertRefused(RefusedFailure.class, target, "is not sealed");
    }

    @Test
    void aDataFileWithOneFlippedBit() throws IOException {
        dump();
        Path data = file(schema + "@keyed@@0.tsv.zst");
        byte[] bytes = Files.readAllBytes(data);
        bytes[bytes.length / 2] ^= 1;
        Files.write(data, bytes);
        assertRefused(CorruptionFailure.class, target, schema + "@keyed@@0.tsv.zst", "is not what was sealed");
    }

    @Test
    void aScriptThatWasChanged() throws IOException {
        dump();
        Path script = file(schema + "@keyed.sql");
        Files.writeString(script, Files.readString(script).replace("varchar(200)", "varchar(201)"));
        assertRefused(CorruptionFailure.class, target, schema + "@keyed.sql", "is not what was sealed");
    }

    @Test
    void filesThatAreMissingAreAllNamed() throws IOException {
        dump();
        Files.delete(file(schema + "@keyed@@0.tsv.zst"));
        Files.delete(file(schema + ".sql"));
        assertRefused(
                CorruptionFailure.class, target, schema + "@keyed@@0.tsv.zst is missing", schema + ".sql is missing");
    }

    @Test
    void aManifestThatWasChanged() throws IOException {
        dump();
        Path manifest = file("@.lifeboat.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"rows\": 2", "\"rows\": 3"));
        assertRefused(CorruptionFailure.class, target, "@.lifeboat.json is not what was sealed");
    }

    @Test
    void namesThatClimbOutOfTheDump() throws IOException {
        Files.createDirectories(folder.resolve(Dumps.ID));
        Files.writeString(file("@.done.json"), "{}");
        Files.writeString(
                file("@.json"),
                "{\"version\":\"2.0.1\",\"schemas\":[\"s\"],\"basenames\":{\"s\":\"../other/s\"},\"serverVersion\":\"9.7.0\"}");
        assertRefused(CorruptionFailure.class, target, "no usable file name for \"s\"");
    }

    @Test
    void aFormatOfTheFuture() throws IOException {
        Files.createDirectories(folder.resolve(Dumps.ID));
        Files.writeString(file("@.done.json"), "{}");
        Files.writeString(
                file("@.json"),
                "{\"version\":\"2.1.0\",\"schemas\":[],\"basenames\":{},\"capabilities\":"
                        + "[{\"id\":\"time_travel\",\"description\":\"x\",\"versionRequired\":\"10.0.0\"}]}");
        assertRefused(RefusedFailure.class, target, "2.1.0", "time_travel");
    }

    @Test
    void theServerThatTheBackupWasMadeOf() {
        dump();
        assertRefused(RefusedFailure.class, source, "the target is the server that the backup was made of");
    }

    @Test
    void aServerThatHoldsTheSchema() {
        dump();
        target.run("CREATE DATABASE " + schema, "CREATE TABLE " + schema + ".precious (id INT)");
        assertRefused(RefusedFailure.class, target, "the target holds " + schema + " already");
        assertThat(target.text("SELECT COUNT(*) FROM " + schema + ".precious")).isEqualTo("0");
    }

    @Test
    void everyServerWhoseSettingsWouldChangeDataIsToldAllOfThem() {
        source.run(
                "INSERT INTO " + schema + ".keyed VALUES (3, '')", "ALTER TABLE " + schema + ".keyed ADD b LONGBLOB");
        source.run("UPDATE " + schema + ".keyed SET b = REPEAT('x', 3000000)");
        dump();
        try (var strict = MySqlServer.start(
                "--local-infile=OFF",
                "--sql-require-primary-key=ON",
                "--sql-generate-invisible-primary-key=ON",
                "--max-allowed-packet=1M")) {
            strict.run(
                    "CREATE USER azure@'%' IDENTIFIED BY 'x'",
                    "GRANT ALL ON *.* TO azure@'%'",
                    "REVOKE SUPER, SYSTEM_VARIABLES_ADMIN, SESSION_VARIABLES_ADMIN ON *.* FROM azure@'%'");
            var before = schemas(strict);
            assertThatThrownBy(() -> Restores.run(
                            strict.url("azure", "x"), new FileBlobStore(folder), Restores.request(Dumps.ID)))
                    .isInstanceOf(RefusedFailure.class)
                    .hasMessageContainingAll(
                            "local_infile is OFF",
                            "table " + schema + ".keyless: has no primary key, which the target requires",
                            "more than the target's max_allowed_packet of 1048576");
            assertThat(schemas(strict)).isEqualTo(before);
        }
    }

    @Test
    void invisibleKeysThatTheAccountCannotSwitchOff() {
        dump();
        try (var azure = MySqlServer.start("--sql-generate-invisible-primary-key=ON")) {
            azure.run("CREATE USER azure@'%' IDENTIFIED BY 'x'", "GRANT ALL ON *.* TO azure@'%'");
            azure.run("REVOKE SUPER, SYSTEM_VARIABLES_ADMIN, SESSION_VARIABLES_ADMIN ON *.* FROM azure@'%'");
            assertThatThrownBy(() -> Restores.run(
                            azure.url("azure", "x"), new FileBlobStore(folder), Restores.request(Dumps.ID)))
                    .isInstanceOf(RefusedFailure.class)
                    .hasMessageContainingAll("keyless", "has partitions and no primary key");
            azure.run("GRANT SESSION_VARIABLES_ADMIN ON *.* TO azure@'%'");
            var result = Restores.run(azure.url("azure", "x"), new FileBlobStore(folder), Restores.request(Dumps.ID));
            assertThat(result.verdict().differences()).isEmpty();
        }
    }

    @Test
    void namesThatTheTargetDoesNotTellApart() {
        source.run(
                "CREATE TABLE " + schema + ".Orders (id INT PRIMARY KEY)",
                "CREATE TABLE " + schema + ".orders (id INT PRIMARY KEY)");
        dump();
        try (var lower = MySqlServer.lowerCase()) {
            assertRefused(RefusedFailure.class, lower, "table " + schema + ".orders: differs from Orders only in case");
        }
    }

    @Test
    void objectsOfOthersForAnAccountThatMayMakeItsOwnOnly() {
        source.run(
                "CREATE VIEW " + schema + ".v AS SELECT id FROM " + schema + ".keyed",
                "CREATE PROCEDURE " + schema + ".p () SELECT 1",
                "CREATE TRIGGER " + schema + ".t BEFORE INSERT ON " + schema + ".keyed FOR EACH ROW SET NEW.v = NEW.v");
        dump();
        try (var azure = MySqlServer.start("--log-bin-trust-function-creators=ON")) {
            azure.run("CREATE USER azure@'%' IDENTIFIED BY 'x'", "GRANT ALL ON *.* TO azure@'%'");
            azure.run(
                    "REVOKE SUPER, SET_ANY_DEFINER, ALLOW_NONEXISTENT_DEFINER, BINLOG_ADMIN, SYSTEM_VARIABLES_ADMIN ON *.*"
                            + " FROM azure@'%'");
            var store = new FileBlobStore(folder);
            var request = Restores.request(Dumps.ID);
            assertThatThrownBy(() -> Restores.run(azure.url("azure", "x"), store, request))
                    .isInstanceOf(RefusedFailure.class)
                    .hasMessageContainingAll(
                            "view " + schema + ".v: runs as root@localhost",
                            "procedure " + schema + ".p",
                            "trigger " + schema + ".t");

            var result = Restores.run(
                    azure.url("azure", "x"), store, Restores.definedBy(new DefinerRule.As("azure", "%"), request));
            assertThat(result.verdict().differences()).isEmpty();
            azure.run("DROP DATABASE " + schema);
            result = Restores.run(
                    azure.url("azure", "x"), store, Restores.definedBy(new DefinerRule.Invoker(), request));
            assertThat(result.verdict().differences()).isEmpty();
            assertThat(azure.text("SELECT SECURITY_TYPE FROM information_schema.ROUTINES WHERE ROUTINE_NAME = 'p'"))
                    .isEqualTo("INVOKER");
        }
    }

    @Test
    void functionsThatTheTargetWouldNotTrust() {
        source.run("SET GLOBAL log_bin_trust_function_creators = ON");
        source.run("CREATE FUNCTION " + schema + ".f () RETURNS DOUBLE RETURN RAND()");
        source.run("SET GLOBAL log_bin_trust_function_creators = OFF");
        dump();
        try (var other = MySqlServer.start()) {
            assertRefused(
                    RefusedFailure.class,
                    other,
                    "function " + schema + ".f: the target has a binary log and does not trust who makes it");
        }
    }

    @Test
    void aSpatialSystemThatTheTargetDoesNotHave() {
        source.run(
                "CREATE SPATIAL REFERENCE SYSTEM IF NOT EXISTS 4120001 NAME 'ours' DEFINITION"
                        + " 'GEOGCS[\"ours\",DATUM[\"d\",SPHEROID[\"s\",6377397.155,299.1528128]],PRIMEM[\"Greenwich\",0],"
                        + "UNIT[\"degree\",0.017453292519943278],AXIS[\"Lat\",NORTH],AXIS[\"Lon\",EAST]]'",
                "CREATE TABLE " + schema + ".places (id INT PRIMARY KEY, p POINT SRID 4120001)");
        dump();
        assertRefused(
                RefusedFailure.class,
                target,
                "table " + schema + ".places.p: the target has no spatial system 4120001");
        // The server is shared, and every dump would tell of it.
        source.run("DROP TABLE " + schema + ".places", "DROP SPATIAL REFERENCE SYSTEM 4120001");
    }
}
