package engine.dump;

import static org.assertj.core.api.Assertions.assertThat;

import engine.storage.FileBlobStore;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Database;
import testkit.Dumps;
import testkit.Fingerprint;
import testkit.MySqlServer;
import testkit.ShellLoader;
import testkit.Torture;

/// A database with every kind of object and hard values goes through a dump and a load by MySQL Shell's rules,
/// and the two servers must agree on everything that they can show.
final class RoundTripTest {
    @TempDir
    Path folder;

    @Test
    void everyKindOfObjectAndValueSurvives() throws SQLException {
        try (var source = MySqlServer.start("--skip-log-bin");
                var target = MySqlServer.start("--skip-log-bin")) {
            source.run(Torture.statements());
            asLatin1Client(
                    source,
                    "CREATE PROCEDURE kinds.latin () SELECT 'éü'",
                    "CREATE VIEW kinds.old AS SELECT 'ÿ' AS `é`");
            var manifest = Dumps.run(source.url(), new FileBlobStore(folder), Dumps.request(Torture.schemas()));

            ShellLoader.load(folder.resolve(Dumps.ID), target, false);

            assertThat(manifest.notes()).isEmpty();
            assertThat(Fingerprint.of(target, Torture.schemas())).isEqualTo(Fingerprint.of(source, Torture.schemas()));
            assertThat(Fingerprint.of(source, Torture.schemas())).hasSizeGreaterThan(100);
        }
    }

    /// A client that really sends latin1, whose texts the server keeps and shows in latin1.
    private static void asLatin1Client(Database source, String... statements) throws SQLException {
        try (var connection = source.connect("&characterEncoding=ISO-8859-1");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
