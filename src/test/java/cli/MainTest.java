package cli;

import static org.assertj.core.api.Assertions.assertThat;

import engine.format.FileNames;
import engine.format.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.SharedMySql;

final class MainTest {
    @TempDir
    Path folder;

    private final String schema = SharedMySql.schema();

    private String source() {
        var url = SharedMySql.source().url();
        return "mysql://root@" + url.address() + "?sslMode=REQUIRED";
    }

    private void table() {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "CREATE TABLE " + schema + ".t (id INT PRIMARY KEY)",
                        "INSERT INTO " + schema + ".t VALUES (1), (2)");
    }

    private Ran backup(String... more) {
        var args = new java.util.ArrayList<>(java.util.List.of(
                "backup", "--source", source(), "--to", folder.toUri().toString(), "--schemas", schema));
        args.addAll(java.util.List.of(more));
        return Ran.of(Map.of(), args.toArray(String[]::new));
    }

    @Test
    void aBackupIsMadeAndListed() {
        table();
        var made = backup("--name", "shop");
        assertThat(made.status()).isZero();
        assertThat(made.out()).contains("1 tables, 2 rows", "in file://");
        var listed = Ran.of(Map.of(), "backups", "--from", folder.toUri().toString());
        assertThat(listed.status()).isZero();
        assertThat(listed.out().lines().toList().get(0)).startsWith("BACKUP").contains("STATE", "VERDICT", "ROWS");
        assertThat(listed.out()).containsPattern("-shop-[0-9a-f]{6}  COMPLETE  -  ");
    }

    @Test
    void aSecondStoreTakesTheSameDumpAndOneThatFailsIsNamed() throws IOException {
        table();
        Path second = folder.resolve("second");
        assertThat(backup("--also-to", second.toUri().toString()).status()).isZero();
        assertThat(Ran.of(Map.of(), "backups", "--from", second.toUri().toString())
                        .out())
                .contains("COMPLETE");
        Path file = java.nio.file.Files.createFile(folder.resolve("no-directory"));
        var half = backup("--also-to", file.toUri().toString());
        assertThat(half.status()).isEqualTo(1);
        assertThat(half.out()).contains("2 rows");
        assertThat(half.err()).contains("error: no copy in file://");
    }

    @Test
    void jsonIsOneObject() throws IOException {
        table();
        var made = Json.read(stream(backup("--json").out()), "stdout");
        assertThat(made.number("rows")).isEqualTo(2);
        var listed = Json.read(
                stream(Ran.of(
                                Map.of(),
                                "backups",
                                "--json",
                                "--from",
                                folder.toUri().toString())
                        .out()),
                "stdout");
        var only = listed.list("backups").getFirst();
        assertThat(only.text("id")).isEqualTo(made.text("id"));
        assertThat(only.optionalText("verdict")).isEmpty();
        assertThat(only.members()).containsEntry("pinned", false).containsEntry("beingRead", false);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aDumpWithoutItsSealIsListedAsIncomplete() throws IOException {
        table();
        String id = Json.read(stream(backup("--json").out()), "stdout").text("id");
        Files.delete(folder.resolve(id).resolve(FileNames.DONE));
        assertThat(Ran.of(Map.of(), "backups", "--from", folder.toUri().toString())
                        .out())
                .contains("INCOMPLETE");
    }

    @Test
    void aManifestThatWasChangedIsFound() throws IOException {
        table();
        String id = Json.read(stream(backup("--json").out()), "stdout").text("id");
        Path manifest = folder.resolve(id).resolve(FileNames.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest).replace("\"rows\": 2", "\"rows\": 3"));
        var listed = Ran.of(Map.of(), "backups", "--from", folder.toUri().toString());
        assertThat(listed.status()).isZero();
        assertThat(listed.out()).contains("DAMAGED", "is not what was sealed");
    }

    @Test
    void anEmptyStoreIsSaidSo() {
        assertThat(Ran.of(Map.of(), "backups", "--from", folder.toUri().toString())
                        .out())
                .contains("no backups in");
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(Ran.of(Map.of(), "backup").status()).isEqualTo(2);
        assertThat(Ran.of(Map.of(), "nonsense").status()).isEqualTo(2);
        assertThat(Ran.of(Map.of(), "backup", "--source", source(), "--to", "file:///tmp", "--threads", "0")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void aFailureIsOneLineWithAHint() {
        var ran = Ran.of(
                Map.of(),
                "backup",
                "--source",
                "mysql://root@127.0.0.1:1",
                "--to",
                folder.toUri().toString());
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err().strip().lines()).hasSize(1);
        assertThat(ran.err()).startsWith("error: cannot connect to 127.0.0.1:1").endsWith(")\n");
        assertThat(Ran.of(Map.of(), "backup", "--source", source(), "--to", "az://acc/cont/p?sig=hunter2")
                        .err())
                .startsWith("error: ")
                .doesNotContain("hunter2");
        assertThat(Ran.of(Map.of(), "backup", "--source", source(), "--to", "ftp://x")
                        .err())
                .startsWith("error: \"ftp://x\" is no store");
    }

    @Test
    void aPasswordFromTheEnvironmentIsUsedAndNeverPrinted() {
        var url = SharedMySql.source().url();
        var ran = Ran.of(
                Map.of("LIFEBOAT_SOURCE_PASSWORD", "hunter2"),
                "backup",
                "--source",
                "mysql://root@" + url.address() + "?sslMode=REQUIRED",
                "--to",
                folder.toUri().toString());
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("Access denied").doesNotContain("hunter2");
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : new String[] {
            "backup",
            "backups",
            "restore",
            "verify",
            "preflight",
            "enable-events",
            "prune",
            "pin",
            "unpin",
            "rebuild-catalog"
        }) {
            var help = Ran.of(Map.of(), command, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("Usage: lifeboat " + command);
        }
    }
}
