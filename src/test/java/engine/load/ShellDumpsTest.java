package engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import engine.format.ScriptReader;
import engine.storage.FileBlobStore;
import engine.stored.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.Fingerprint;
import testkit.MySqlServer;
import testkit.Restores;

/// Dumps that MySQL Shell wrote restore to the database that they were made of. They come with the machine that
/// builds, not with the repository; on others these tests alone are left out.
@EnabledIf("hasSamples")
final class ShellDumpsTest {
    private static final String SAMPLES = System.getProperty("lifeboat.samples", "");
    private static final String[] SCHEMAS = {"smp", "we ird@%/ñ"};

    static boolean hasSamples() {
        return !SAMPLES.isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd-chunked", "gzip", "plain", "unchunked"})
    void everyLayoutRestoresWhatItWasMadeOf(String sample) throws IOException {
        try (var source = MySqlServer.start("--log-bin-trust-function-creators=ON");
                var target = MySqlServer.start("--log-bin-trust-function-creators=ON")) {
            String script = Files.readString(Path.of(SAMPLES, "source.sql"));
            source.run(ScriptReader.statements(script).toArray(String[]::new));

            var result = Restores.run(
                    target.url(), new FileBlobStore(Path.of(SAMPLES)), Restores.withUsers(Restores.request(sample)));

            assertThat(result.verdict().differences()).isEmpty();
            assertThat(result.verdict().state()).isEqualTo(Verdict.State.VERIFIED);
            withoutWhatMySqlShellLoses(source);
            withoutWhatMySqlShellLoses(target);
            assertThat(Fingerprint.differences(source, target, SCHEMAS)).isEmpty();
        }
    }

    /// It writes six digits of a FLOAT and changes comments that hold "CREATE TABLE"; and an event without a
    /// start begins whenever it was made.
    private static void withoutWhatMySqlShellLoses(MySqlServer server) {
        server.run("ALTER TABLE smp.types DROP COLUMN fl, COMMENT = ''", "DROP EVENT smp.ev1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schemas-only", "tables-only"})
    void aPartOfAServerRestoresAsThatPart(String sample) {
        try (var target = MySqlServer.start("--log-bin-trust-function-creators=ON")) {
            var store = new FileBlobStore(Path.of(SAMPLES));
            var result = Restores.run(target.url(), store, Restores.request(sample));
            assertThat(result.verdict().differences()).isEmpty();
            assertThat(result.verdict().state()).isEqualTo(Verdict.State.VERIFIED);
            assertThat(target.text("SELECT COUNT(*) > 0 FROM smp.big")).isEqualTo("1");
        }
    }
}
