package engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import engine.storage.FileBlobStore;
import engine.stored.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Dumps;
import testkit.Fingerprint;
import testkit.MySqlServer;
import testkit.Restores;
import testkit.Torture;

/// A database with every kind of object and hard values goes through a dump and a restore, and the two servers
/// must agree on everything that they can show.
final class RestoreTest {
    @TempDir
    Path folder;

    @Test
    void everyKindOfObjectAndValueSurvivesOnAServerSetUpOtherwise() {
        try (var source = MySqlServer.start("--skip-log-bin");
                var target = MySqlServer.start(
                        "--skip-log-bin",
                        "--sql-mode=TRADITIONAL,ONLY_FULL_GROUP_BY,ANSI_QUOTES,NO_BACKSLASH_ESCAPES",
                        "--default-time-zone=+09:00",
                        "--character-set-server=latin1",
                        "--sql-require-primary-key=ON",
                        "--sql-generate-invisible-primary-key=ON")) {
            source.run(Torture.statements());
            source.run(
                    "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'",
                    "CREATE PROCEDURE kinds.backslash () SELECT '\\', ';;', 'it''s'");
            Dumps.run(source.url(), new FileBlobStore(folder), Dumps.request(Torture.schemas()));

            var result = Restores.run(target.url(), new FileBlobStore(folder), Restores.request(Dumps.ID));

            assertThat(result.verdict().differences()).isEmpty();
            assertThat(result.verdict().state()).isEqualTo(Verdict.State.VERIFIED);
            assertThat(Fingerprint.differences(source, target, Torture.schemas()))
                    .isEmpty();
            assertThat(Fingerprint.of(source, Torture.schemas())).hasSizeGreaterThan(100);
        }
    }

    @Test
    void histogramsAreMadeAgainAndWhatNoDumpHoldsIsNamed() {
        try (var source = MySqlServer.start("--skip-log-bin");
                var target = MySqlServer.start("--skip-log-bin")) {
            source.run(
                    "CREATE DATABASE s",
                    "CREATE TABLE s.t (id INT PRIMARY KEY, v INT)",
                    "INSERT INTO s.t VALUES (1, 1), (2, 5), (3, 9)",
                    "ANALYZE TABLE s.t UPDATE HISTOGRAM ON v WITH 7 BUCKETS",
                    "CREATE SERVER elsewhere FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'h', DATABASE 'd', USER 'u')",
                    "CREATE SPATIAL REFERENCE SYSTEM 4120001 NAME 'ours' DEFINITION"
                            + " 'GEOGCS[\"ours\",DATUM[\"d\",SPHEROID[\"s\",6377397.155,299.1528128]],PRIMEM[\"Greenwich\",0],"
                            + "UNIT[\"degree\",0.017453292519943278],AXIS[\"Lat\",NORTH],AXIS[\"Lon\",EAST]]'");
            Dumps.run(source.url(), new FileBlobStore(folder), Dumps.request("s"));

            var result = Restores.run(target.url(), new FileBlobStore(folder), Restores.request(Dumps.ID));

            assertThat(result.verdict().state()).isEqualTo(Verdict.State.VERIFIED);
            assertThat(target.text("SELECT HISTOGRAM->>'$.\"number-of-buckets-specified\"' FROM"
                            + " information_schema.COLUMN_STATISTICS WHERE TABLE_NAME = 't'"))
                    .isEqualTo("7");
            assertThat(result.findings())
                    .extracting(Finding::object)
                    .containsExactlyInAnyOrder("server elsewhere", "spatial system 4120001");
        }
    }
}
