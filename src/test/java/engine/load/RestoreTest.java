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
}
