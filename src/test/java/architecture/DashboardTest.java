package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import testkit.LocalTraffic;
import testkit.Scripts;
import testkit.Stack;
import testkit.Template;

/// The dashboards can be drawn, and show what is measured.
final class DashboardTest {
    private static final Pattern OURS = Pattern.compile("\"Lifeboat\", \"(\\w+)\"");
    private static final Pattern CHECKED = Pattern.compile("\"HealthCheckId\", \"(\\w+)\"");

    private final Map<String, Map<String, Object>> dashboards = stack().resources("AWS::CloudWatch::Dashboard");

    private static Stack stack() {
        var parameters = new HashMap<>(LocalTraffic.PARAMETERS);
        parameters.putAll(Map.of("Part", "all", "TargetHost", "target", "DrResourceGroup", "dr", "SourceName", "shop"));
        return new Stack(Template.read(), parameters);
    }

    private String body(String dashboard) {
        return String.valueOf(dashboards.getOrDefault(dashboard, Map.of()).get("DashboardBody"));
    }

    @Test
    void everyBodyIsJsonWithNothingLeftToFillIn() throws IOException {
        assertThat(dashboards).containsOnlyKeys("Dashboard", "FailoverDashboard", "TrafficDashboard");
        for (String name : dashboards.keySet()) {
            assertThat(body(name)).doesNotContain("${");
            try (var json = new JsonFactory().createParser(body(name))) {
                int tokens = 0;
                while (json.nextToken() != null) {
                    tokens++;
                }
                assertThat(tokens).as(name).isGreaterThan(50);
            }
        }
    }

    @Test
    void theyShowMetricsThatTheFunctionsWrite() throws IOException {
        String sources;
        try (var files = Files.walk(Scripts.root().resolve("functions"))) {
            var texts = new StringBuilder();
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                texts.append(Files.readString(file));
            }
            sources = texts.toString();
        }
        var shown = OURS.matcher(body("Dashboard") + body("FailoverDashboard"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).contains("NewestVerifiedBackupAge").hasSizeGreaterThan(8);
        shown.removeIf(metric -> sources.contains("\"" + metric + "\""));
        assertThat(shown).as("shown, and written by nobody").isEmpty();
    }

    @Test
    void theGatesAreShownAsTheirHealthChecksSeeThem() {
        assertThat(CHECKED.matcher(body("TrafficDashboard")).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrder(
                        "PrimaryEndpointCheck", "DrEndpointCheck", "PrimaryNotBlockedCheck", "DrOpenCheck");
    }
}
