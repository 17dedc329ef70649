package engine.dump;

import static org.assertj.core.api.Assertions.assertThat;

import engine.format.FileNames;
import engine.format.Manifest;
import engine.format.Note;
import engine.storage.FileBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Dumps;
import testkit.SharedMySql;
import testkit.ShellLoader;

/// What a dump cannot keep is said, and what is broken on the source does not stop it.
final class NotesTest {
    @TempDir
    Path folder;

    private final String schema = SharedMySql.schema();

    @BeforeEach
    void schema() {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "CREATE TABLE " + schema + ".t (id INT PRIMARY KEY, j JSON)",
                        "INSERT INTO " + schema + ".t VALUES (1, '{\"a\": [1, 2.5, \"2024-01-01\", true, null]}')");
    }

    private Manifest dump() {
        return Dumps.run(SharedMySql.source().url(), new FileBlobStore(folder), Dumps.request(schema));
    }

    private static String kinds(Manifest manifest) {
        return manifest.notes().stream()
                .map(note -> note.kind() + " " + note.object())
                .toList()
                .toString();
    }

    @Test
    void aHealthySchemaHasNoNotes() {
        assertThat(dump().notes()).isEmpty();
    }

    @Test
    void anInvalidViewIsNamedKeptAsideAndInNobodysWay() throws IOException {
        SharedMySql.source()
                .run(
                        "CREATE TABLE " + schema + ".gone (id INT)",
                        "CREATE VIEW " + schema + ".broken AS SELECT id FROM " + schema + ".gone",
                        "CREATE VIEW " + schema + ".fine AS SELECT id FROM " + schema + ".t",
                        "DROP TABLE " + schema + ".gone");
        var manifest = dump();
        assertThat(kinds(manifest)).isEqualTo("[INVALID_VIEW " + schema + ".broken]");
        assertThat(Files.readString(folder.resolve(Dumps.ID).resolve(FileNames.INVALID_VIEWS)))
                .contains("VIEW `broken`");
        ShellLoader.load(folder.resolve(Dumps.ID), SharedMySql.target(), false);
        assertThat(SharedMySql.target().texts("SELECT id FROM " + schema + ".fine"))
                .containsExactly("1");
    }

    @Test
    void missingDefinersAreNamedAndTheirObjectsAreKept() {
        SharedMySql.source()
                .run(
                        "CREATE DEFINER = 'ghost'@'nowhere' VIEW " + schema + ".haunted AS SELECT id FROM " + schema
                                + ".t",
                        "CREATE DEFINER = 'ghost'@'nowhere' PROCEDURE " + schema + ".p () SELECT 1",
                        "CREATE DEFINER = 'ghost'@'nowhere' TRIGGER " + schema + ".tr BEFORE INSERT ON " + schema
                                + ".t FOR EACH ROW SET @x = 1");
        var manifest = dump();
        assertThat(manifest.notes()).allMatch(note -> note.kind() == Note.Kind.MISSING_DEFINER);
        assertThat(kinds(manifest)).contains(schema + ".haunted", schema + ".p", schema + ".tr");
        ShellLoader.load(folder.resolve(Dumps.ID), SharedMySql.target(), false);
        assertThat(SharedMySql.target().text("SHOW CREATE VIEW " + schema + ".haunted"))
                .isEqualTo("haunted");
    }

    @Test
    void rowsWithoutAnyColumnOfTheirOwnAreNamed() {
        SharedMySql.source()
                .run(
                        "CREATE TABLE " + schema + ".computed (one INT AS (1))",
                        "INSERT INTO " + schema + ".computed VALUES (), ()");
        assertThat(dump().notes())
                .singleElement()
                .satisfies(note -> assertThat(note.text()).startsWith("2 rows of generated columns only"));
    }

    @Test
    void tablesThatShowRowsOfOthersAreNotDumpedTwice() {
        SharedMySql.source()
                .run(
                        "CREATE TABLE " + schema + ".m1 (id INT PRIMARY KEY) ENGINE = MyISAM",
                        "INSERT INTO " + schema + ".m1 VALUES (1), (2)",
                        "CREATE TABLE " + schema + ".merged (id INT PRIMARY KEY) ENGINE = MERGE UNION = (" + schema
                                + ".m1) INSERT_METHOD = LAST");
        var manifest = dump();
        assertThat(manifest.totals().rows()).isEqualTo(3);
        assertThat(kinds(manifest)).contains("NOT_KEPT " + schema + ".merged");
    }

    @Test
    void jsonThatTextCannotCarryIsNamed() {
        SharedMySql.source()
                .run(
                        "INSERT INTO " + schema + ".t VALUES (2, JSON_OBJECT('when', NOW()))",
                        "CREATE TABLE " + schema + ".d (id INT PRIMARY KEY, j JSON)",
                        "INSERT INTO " + schema + ".d VALUES (1, JSON_ARRAY(CAST('1.10' AS DECIMAL(5,2))))",
                        "CREATE TABLE " + schema + ".b (j JSON)",
                        "INSERT INTO " + schema + ".b VALUES (JSON_ARRAY(CAST(x'00FF' AS BINARY)))");
        assertThat(kinds(dump())).contains(schema + ".t.j", schema + ".d.j", schema + ".b.j");
    }
}
