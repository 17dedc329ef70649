package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import testkit.DeployedFunction;
import testkit.DeployedStack;
import testkit.LambdaPackage;
import testkit.Scripts;
import testkit.Template;

/// `target/lifeboat.zip` is what the functions need, no more, and the same wherever it is built.
final class PackageTest {
    private static final long MB = 1_000_000;
    /// Near what it is, so that whoever makes it grow knows. Lambda takes 50 MB.
    private static final long BYTES_MAX = 31 * MB;
    /// Unpacked. Lambda takes 250 MB.
    private static final long UNPACKED_MAX = 36 * MB;

    private static final String DAY = "2026-01-01T00:00";
    private static final Pattern SECRET_FILE =
            Pattern.compile("(?i).*(\\.(pem|key|p12|pfx|jks|keystore|env)|credentials?|id_rsa|\\.aws/.*|\\.azure/.*)");
    private static final Pattern SECRET = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}");

    private static final ZipFile ZIP = open();

    private static ZipFile open() {
        try {
            return new ZipFile(LambdaPackage.zip().toFile());
        } catch (IOException e) {
            throw new IllegalStateException("mvn process-classes makes it", e);
        }
    }

    @AfterAll
    static void close() throws IOException {
        ZIP.close();
    }

    private static List<String> names() {
        return ZIP.stream().map(ZipEntry::getName).toList();
    }

    /// Our own files, as text of which each character is a byte.
    private static List<String> ownFiles() throws IOException {
        var texts = new ArrayList<String>();
        for (var entry :
                ZIP.stream().filter(file -> !file.getName().startsWith("lib/")).toList()) {
            texts.add(new String(ZIP.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        return texts;
    }

    @Test
    void everyHandlerOfTheTemplateIsInIt() {
        assertThat(DeployedStack.declared())
                .hasSizeGreaterThan(15)
                .extracting(DeployedFunction::type)
                .allSatisfy(type -> assertThat(names()).contains(type.replace('.', '/') + ".class"));
    }

    @Test
    void whatIsReadAtRunTimeIsInIt() {
        assertThat(names()).contains("log4j2.xml", "failover/dr-site.arm.json");
    }

    @Test
    void nothingOfTheCommandLineTheEdgeOrTheTestsIsInIt() throws IOException {
        assertThat(names())
                .noneMatch(name -> name.matches("(cli|edge|testkit|demo|bench|journey|architecture)/.*"))
                .noneMatch(name -> name.matches("log4j2-cli.xml|.*\\.(java|html|js|yaml)"))
                .noneMatch(name -> name.matches("lib/(picocli|progressbar|jline|jspecify|junit|assertj|archunit).*"))
                .noneMatch(name -> name.matches("lib/(netty|httpclient|httpcore|apache-client|jna|mockito).*"));
        try (Stream<Path> tests = Files.walk(Scripts.root().resolve("target/test-classes"))) {
            var classes = tests.filter(file -> file.toString().endsWith("Test.class"))
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
            assertThat(classes).isNotEmpty();
            assertThat(names()).noneMatch(name -> classes.contains(name.replaceFirst(".*/", "")));
        }
    }

    @Test
    void noSecretIsInIt() throws IOException {
        assertThat(names()).noneMatch(name -> SECRET_FILE.matcher(name).matches());
        assertThat(ownFiles()).noneMatch(text -> SECRET.matcher(text).find());
    }

    @Test
    void itIsAsSmallAsItWas() throws IOException {
        assertThat(Files.size(LambdaPackage.zip())).isBetween(MB, BYTES_MAX);
        assertThat(ZIP.stream().mapToLong(ZipEntry::getSize).sum()).isLessThan(UNPACKED_MAX);
    }

    /// The order of a directory's files, the time and the place of the build differ from machine to machine.
    @Test
    void nothingInItTellsWhereAndWhenItWasBuilt() throws IOException {
        assertThat(ZIP.stream()).allSatisfy(entry -> {
            assertThat(entry.getTimeLocal()).hasToString(DAY);
            assertThat(entry.getComment()).isNull();
        });
        assertThat(names().stream().filter(name -> name.endsWith(".class")))
                .isSorted()
                .doesNotHaveDuplicates();
        String root = Scripts.root().toString();
        String home = Objects.requireNonNullElse(System.getProperty("user.home"), root);
        assertThat(ownFiles()).noneMatch(text -> text.contains(root + "/") || text.contains(home + "/"));
    }

    @Test
    void everyLibraryIsInItOnceAndForTheProcessorOfTheFunctions() {
        var libraries = names().stream().filter(name -> name.endsWith(".jar")).toList();
        assertThat(libraries.stream().map(name -> name.replaceFirst("-[0-9].*", "")))
                .hasSizeGreaterThan(30)
                .doesNotHaveDuplicates();
        assertThat(Template.read().map("Globals", "Function").get("Architectures"))
                .isEqualTo(List.of("x86_64"));
        assertThat(libraries)
                .filteredOn(name -> name.contains("zstd"))
                .singleElement()
                .satisfies(name -> assertThat(name).endsWith("-linux_amd64.jar"));
    }

    /// The class path has nothing but the package and these tests.
    @Test
    void theLibrariesInItLogInToAzureAndCompress() throws Exception {
        var unpacked = LambdaPackage.unpacked();
        var log = Files.createTempFile("lifeboat-packaged-", ".log");
        var classPath = new ArrayList<String>();
        classPath.add(unpacked.task().toString());
        unpacked.libraries().forEach(library -> classPath.add(library.toString()));
        classPath.add(Scripts.root().resolve("target/test-classes").toString());
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""))
                                .resolve("bin/java")
                                .toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        String.join(":", classPath),
                        "architecture.PackagedWork")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor()).as(Files.readString(log)).isZero();
            assertThat(Files.readString(log))
                    .contains("deployment Optional.empty", "tokens 1", "compressed lifeboat")
                    .doesNotContain("NoClassDefFound");
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }
}
