package cli;

import static org.assertj.core.api.Assertions.assertThat;

import engine.format.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Database;
import testkit.MySqlServer;
import testkit.SharedMySql;

/// Restore, verify and preflight as a person uses them.
final class RestoreCommandTest {
    @TempDir
    Path folder;

    private final String schema = SharedMySql.schema();
    private final MySqlServer target = MySqlServer.start("--log-bin-trust-function-creators=ON");

    @BeforeEach
    void aBackup() {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "USE " + schema,
                        "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))",
                        "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
                        "CREATE VIEW shown AS SELECT v FROM t",
                        "CREATE TRIGGER trim BEFORE INSERT ON t FOR EACH ROW SET NEW.v = TRIM(NEW.v)");
        var made =
                Ran.of(Map.of(), "backup", "--source", url(SharedMySql.source()), "--to", store(), "--schemas", schema);
        assertThat(made.status()).isZero();
    }

    @AfterEach
    void stop() {
        target.close();
    }

    private static String url(Database server) {
        return "mysql://root@" + server.url().address() + "?sslMode=REQUIRED";
    }

    private String store() {
        return folder.toUri().toString();
    }

    private Ran restore(String... more) {
        return Ran.of(Map.of(), with(more, "restore", "--from", store(), "--target", url(target)));
    }

    private Ran verify(String... more) {
        return Ran.of(Map.of(), with(more, "verify", "--from", store(), "--target", url(target)));
    }

    private static String[] with(String[] more, String... first) {
        return java.util.stream.Stream.of(first, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }

    @Test
    void aRestoreEndsWithAVerdict() {
        var restored = restore("--backup", "latest");
        assertThat(restored.status()).isZero();
        assertThat(restored.out()).contains("VERIFIED: ", "1 tables, 2 rows compared");
        assertThat(target.text("SELECT COUNT(*) FROM " + schema + ".shown")).isEqualTo("2");
    }

    @Test
    void theNewestVerifiedBackupIsMeantUnlessAnotherIsNamed() {
        var none = restore();
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).contains("no backup in the store was verified", "--backup latest");
        assertThat(restore("--backup", "latest").status()).isZero();
        target.run("DROP DATABASE " + schema);
        assertThat(restore().status()).isZero();
    }

    @Test
    void aServerThatHoldsTheSchemaIsRefusedUnlessToldToReplaceIt() {
        assertThat(restore("--backup", "latest").status()).isZero();
        var refused = restore("--backup", "latest");
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("the target holds " + schema + " already", "--replace");
        assertThat(restore("--backup", "latest", "--replace").status()).isZero();
    }

    @Test
    void aChangedRowAndAMissingTriggerAreNamedInATable() {
        assertThat(restore("--backup", "latest").status()).isZero();
        assertThat(verify().status()).isZero();
        target.run("USE " + schema, "DROP TRIGGER trim", "UPDATE t SET v = 'x' WHERE id = 2");
        var failed = verify();
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out().lines().toList().getFirst()).matches("OBJECT +WHAT");
        assertThat(failed.out())
                .contains("table " + schema + ".t ", "trigger " + schema + ".trim  is missing", "FAILED: ");
        assertThat(restore("--replace").err()).contains("no backup in the store was verified");
    }

    @Test
    void aServerThatCannotBeReachedSaysNothingAboutTheBackup() {
        var url = url(target);
        target.close();
        var unknown = Ran.of(Map.of(), "verify", "--from", store(), "--target", url);
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.out()).contains("INCONCLUSIVE: ");
    }

    @Test
    void aComparisonWithAServerThatWasNeverRestoredSaysNothingAboutTheBackup() {
        var source = Ran.of(Map.of(), "verify", "--from", store(), "--target", url(SharedMySql.source()));
        assertThat(source.out()).contains(": ");
        assertThat(restore().err()).contains("no backup in the store was verified");
    }

    @Test
    void jsonIsOneObject() {
        var restored = json(restore("--backup", "latest", "--json"));
        assertThat(restored.text("verdict")).isEqualTo("VERIFIED");
        assertThat(restored.number("rows")).isEqualTo(2);
        assertThat(json(verify("--json")).text("verdict")).isEqualTo("VERIFIED");
    }

    private static engine.format.JsonObject json(Ran ran) {
        return Json.read(new ByteArrayInputStream(ran.out().getBytes(StandardCharsets.UTF_8)), "stdout");
    }

    private Ran preflight(Database to, String... more) {
        return Ran.of(
                Map.of("LIFEBOAT_TARGET_PASSWORD", "x"),
                with(
                        more,
                        "preflight",
                        "--source",
                        url(SharedMySql.source()),
                        "--schemas",
                        schema,
                        "--target",
                        "mysql://azure@" + to.url().address() + "?sslMode=REQUIRED"));
    }

    @Test
    void preflightTellsObjectByObjectWhatDoesNotSurvive() {
        SharedMySql.source()
                .run(
                        "CREATE TABLE " + schema + ".Mixed (id INT) ENGINE=MyISAM",
                        "CREATE EVENT " + schema + ".e ON SCHEDULE EVERY 1 DAY STARTS '2040-01-01' DO SELECT 1");
        try (var azure = MySqlServer.lowerCase("--log-bin-trust-function-creators=ON", "--local-infile=OFF")) {
            azure.run("CREATE USER azure@'%' IDENTIFIED BY 'x'", "GRANT ALL ON *.* TO azure@'%'");
            azure.run("REVOKE SUPER, SET_ANY_DEFINER, ALLOW_NONEXISTENT_DEFINER ON *.* FROM azure@'%'");
            var found = preflight(azure);
            assertThat(found.status()).isEqualTo(1);
            assertThat(found.out())
                    .contains("local_infile is OFF")
                    .contains("table " + schema + ".Mixed", "will be named mixed")
                    .contains("view " + schema + ".shown", "event " + schema + ".e", "runs as root@localhost");
            azure.run("SET GLOBAL local_infile = ON");
            var rest = preflight(azure, "--definer", "invoker");
            assertThat(rest.status()).isZero();
            assertThat(rest.out()).doesNotContain("BLOCKS").contains("DIFFERS");
            assertThat(azure.texts("SHOW DATABASES LIKE '" + schema + "'")).isEmpty();
        }
    }

    @Test
    void eventsWaitUntilTheyAreEnabled() {
        SharedMySql.source()
                .run("CREATE EVENT " + schema + ".e ON SCHEDULE EVERY 1 DAY STARTS '2040-01-01' DO SELECT 1");
        var made = json(Ran.of(
                Map.of(),
                "backup",
                "--json",
                "--source",
                url(SharedMySql.source()),
                "--to",
                store(),
                "--schemas",
                schema));
        assertThat(restore("--backup", made.text("id")).status()).isZero();
        var enabled = Ran.of(Map.of(), "enable-events", "--target", url(target));
        assertThat(enabled.out()).contains("enabled " + schema + ".e", "1 events enabled");
        assertThat(verify("--backup", made.text("id")).out()).contains("VERIFIED: ");
    }
}
