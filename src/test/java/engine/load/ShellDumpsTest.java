package engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import engine.format.ScriptReader;
import engine.storage.FileBlobStore;
import engine.stored.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import testkit.Fingerprint;
import testkit.MySqlServer;
import testkit.Restores;

/// Dumps that MySQL Shell wrote restore to the database that they were made of. They come with the machine that
/// builds, not with the repository; on others these tests alone are left out.
final class ShellDumpsTest {
    private static final String SAMPLES = System.getProperty("lifeboat.samples", "");
    private static final String[] SCHEMAS = {"smp", "we ird@%/ñ"};

    /// A test for each sample, or none where there are no samples.
    private static Stream<DynamicTest> each(Consumer<String> test, String... samples) {
        return SAMPLES.isEmpty()
                ? Stream.empty()
                : Stream.of(samples).map(sample -> DynamicTest.dynamicTest(sample, () -> test.accept(sample)));
    }

    @TestFactory
    Stream<DynamicTest> everyLayoutRestoresWhatItWasMadeOf() {
        return each(ShellDumpsTest::restoreWhole, "zstd-chunked", "gzip", "plain", "unchunked");
    }

    @TestFactory
    Stream<DynamicTest> aPartOfAServerRestoresAsThatPart() {
        return each(ShellDumpsTest::restorePart, "schemas-only", "tables-only");
    }

    private static void restoreWhole(String sample) {
        try (var source = MySqlServer.start("--log-bin-trust-function-creators=ON");
                var target = MySqlServer.start("--log-bin-trust-function-creators=ON")) {
            source.run(ScriptReader.statements(sourceSql()).toArray(String[]::new));

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

    private static void restorePart(String sample) {
        try (var target = MySqlServer.start("--log-bin-trust-function-creators=ON")) {
            var store = new FileBlobStore(Path.of(SAMPLES));
            var result = Restores.run(target.url(), store, Restores.request(sample));
            assertThat(result.verdict().differences()).isEmpty();
            assertThat(result.verdict().state()).isEqualTo(Verdict.State.VERIFIED);
            assertThat(target.text("SELECT COUNT(*) > 0 FROM smp.big")).isEqualTo("1");
        }
    }

    private static String sourceSql() {
        try {
            return Files.readString(Path.of(SAMPLES, "source.sql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
