package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import base.Version;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import testkit.Lambda;
import testkit.Scripts;
import testkit.Template;

/// The repository checks itself.
final class RepositoryTest {
    private static final int LINES_MAX = 400;
    private static final Path ROOT = Scripts.root();

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.toString().contains("node_modules"))
                    .toList();
        }
    }

    private static List<Path> sources() throws IOException {
        return Stream.concat(files("functions", ".java").stream(), files("src/test/java", ".java").stream())
                .toList();
    }

    @Test
    void noFileIsLongerThanFourHundredLines() throws IOException {
        for (Path file : sources()) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(LINES_MAX);
        }
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        for (Path file : files("functions", ".java")) {
            assertThat(file.resolveSibling("package-info.java")).exists();
        }
    }

    /// Built from pieces, so that this file does not find itself.
    @Test
    void noTestIsSwitchedOffAndNothingIsLeftForLater() throws IOException {
        var banned = Pattern.compile("@Dis" + "abled|@Ign" + "ore\\b|TO" + "DO|FIX" + "ME|printStack" + "Trace");
        for (Path file : sources()) {
            assertThat(banned.matcher(Files.readString(file)).find())
                    .as(file.toString())
                    .isFalse();
        }
    }

    @Test
    void everyEventIsOneThatItsFunctionTakes() throws IOException {
        var events = files("events/backup", ".json");
        assertThat(events).isNotEmpty();
        for (Path event : events) {
            assertThat(Lambda.event(event, ScheduledEvent.class).getTime())
                    .as(event.toString())
                    .isNotNull();
        }
        assertThat(files("events/restore", ".json")).hasSize(3);
        for (String name : List.of("alarm", "ok", "insufficient-data")) {
            assertThat(Lambda.event("failover/" + name + ".json", SNSEvent.class)
                            .getRecords())
                    .hasSize(1);
        }
    }

    @Test
    void everyFunctionHasAnEvent() {
        for (var function :
                Template.read().resources("AWS::Serverless::Function").values()) {
            String handler = String.valueOf(function.get("Handler"));
            String room = function.containsKey("CodeUri") ? "edge" : handler.substring(0, handler.indexOf('.'));
            assertThat(ROOT.resolve("events").resolve(room)).isDirectory();
        }
    }

    @Test
    void theVersionIsThatOfThePom() throws IOException {
        assertThat(Files.readString(ROOT.resolve("pom.xml"))).contains("<version>" + Version.NUMBER + "</version>");
    }

    /// Mirrors come from the machine's own configuration.
    @Test
    void noFileNamesARegistry() throws IOException {
        var hosts = Pattern.compile("repo1?\\.mav" + "en|registry\\.np" + "mjs|deb\\.deb" + "ian\\.org");
        for (String name : List.of("pom.xml", "lifeboat", "README.md", "template.yaml", "samconfig.toml", ".ci/run")) {
            assertThat(hosts.matcher(Files.readString(ROOT.resolve(name))).find())
                    .as(name)
                    .isFalse();
        }
        for (Path file : Stream.concat(files("scripts", "").stream(), files("src/test/node", "").stream())
                .toList()) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            assertThat(hosts.matcher(text).find()).as(file.toString()).isFalse();
        }
    }
}
