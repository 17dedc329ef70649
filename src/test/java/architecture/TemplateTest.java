package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import backup.LocalBackup;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import failover.SettingsOfFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import restore.LocalRestore;
import testkit.Scripts;
import testkit.Template;

/// What is deployed is what the code expects.
final class TemplateTest {
    /// Set for the runtime, not for us.
    private static final Set<String> OF_THE_RUNTIME = Set.of("JAVA_TOOL_OPTIONS");

    private final Template template = Template.read();

    @Test
    void everyFunctionHasAHandlerThatLambdaCanMake() throws Exception {
        var functions = template.resources("AWS::Serverless::Function");
        assertThat(functions).isNotEmpty();
        for (var function : functions.values()) {
            String handler = String.valueOf(function.get("Handler"));
            if (function.containsKey("Runtime")) {
                assertThat(handler).as("in Node.js, tested there").isEqualTo("index.handler");
                continue;
            }
            var type = Class.forName(handler.substring(0, handler.indexOf("::")));
            assertThat(RequestHandler.class).isAssignableFrom(type);
            assertThat(type.getConstructor()).isNotNull();
            assertThat(handler).endsWith("::handleRequest");
        }
    }

    @Test
    void theBackupFunctionIsGivenWhatItReadsAndNoMore() {
        var given = new TreeSet<>(template.map("Resources", "BackupFunction", "Properties", "Environment", "Variables")
                .keySet());
        given.removeAll(OF_THE_RUNTIME);
        assertThat(given).isEqualTo(LocalBackup.settingsThatAreRead());
    }

    @Test
    void theRestoreFunctionIsGivenWhatItReadsAndNoMore() {
        var given = new TreeSet<>(template.map("Resources", "RestoreFunction", "Properties", "Environment", "Variables")
                .keySet());
        given.removeAll(OF_THE_RUNTIME);
        assertThat(given).isEqualTo(LocalRestore.settingsThatAreRead());
    }

    @Test
    void everyFunctionOfTheFailoverIsGivenWhatItReadsAndNoMore() {
        var given = new TreeMap<String, Set<String>>();
        template.resources("AWS::Serverless::Function").forEach((name, properties) -> {
            if (String.valueOf(properties.get("Handler")).startsWith("failover.")) {
                var variables = new TreeSet<>(template.map("Resources", name, "Properties", "Environment", "Variables")
                        .keySet());
                variables.removeAll(OF_THE_RUNTIME);
                given.put(name, variables);
            }
        });
        assertThat(given).isEqualTo(SettingsOfFunctions.read());
    }

    @Test
    void aBackupThatWasMadeGoesOnToItsProof() {
        var destinations =
                template.map("Resources", "BackupInvocations", "Properties", "DestinationConfig", "OnSuccess");
        assertThat(String.valueOf(destinations)).contains("RestoreFunction.Alias");
    }

    @Test
    void onlyTheRestoreFunctionMayForgetBackups() {
        assertThat(String.valueOf(template.map("Resources", "BackupFunction"))).doesNotContain("Delete");
        assertThat(String.valueOf(template.map("Resources", "FreshnessFunction")))
                .doesNotContain("Delete")
                .doesNotContain("Update");
    }

    @Test
    void theScheduleIsTwoInTheMorningInSeoul() {
        var schedule = template.map("Resources", "BackupFunction", "Properties", "Events", "Nightly");
        var properties = template.map("Resources", "BackupFunction", "Properties", "Events", "Nightly", "Properties");
        assertThat(schedule).containsEntry("Type", "ScheduleV2");
        assertThat(properties)
                .containsEntry("ScheduleExpression", "cron(0 2 * * ? *)")
                .containsEntry("ScheduleExpressionTimezone", "Asia/Seoul")
                .containsKeys("RetryPolicy", "DeadLetterConfig");
    }

    /// The scheduler fills the placeholders in; what comes out must be the event that the handler takes.
    @Test
    void theScheduledInputIsTheEventThatTheHandlerTakes() {
        var properties = template.map("Resources", "BackupFunction", "Properties", "Events", "Nightly", "Properties");
        String input = String.valueOf(properties.get("Input"))
                .replace("<aws.scheduler.scheduled-time>", "2026-01-01T17:00:00Z")
                .replace("<aws.scheduler.execution-id>", "x")
                .replace("<aws.scheduler.schedule-arn>", "arn:x");
        assertThat(LocalBackup.scheduledEvent(input).getTime().getMillis()).isEqualTo(1767286800000L);
    }

    @Test
    void alarmsReadTheMetricsThatAreWritten() {
        var alarms = template.resources("AWS::CloudWatch::Alarm");
        assertThat(alarms.values().stream()
                        .filter(alarm -> "Lifeboat".equals(alarm.get("Namespace")))
                        .map(alarm -> String.valueOf(alarm.get("MetricName"))))
                .containsExactlyInAnyOrder(
                        "BackupFailed",
                        "BackupSucceeded",
                        "BackupCopiesLost",
                        "BackupNotVerified",
                        "NewestVerifiedBackupAge",
                        "FailoverReady",
                        "PruneFailures");
        assertThat(alarms.get("VerifiedBackupTooOldAlarm")).containsEntry("TreatMissingData", "breaching");
        assertThat(alarms.get("BackupMissingAlarm")).containsEntry("TreatMissingData", "breaching");
        assertThat(alarms.get("FailoverNotReadyAlarm")).containsEntry("TreatMissingData", "breaching");
    }

    @Test
    void theDailyRehearsalIsTheEventThatTheHandlerTakes() throws IOException {
        var properties = template.map("Resources", "AlarmFunction", "Properties", "Events", "Daily", "Properties");
        assertThat(properties)
                .containsEntry("ScheduleExpression", "cron(30 3 * * ? *)")
                .containsEntry("ScheduleExpressionTimezone", "Asia/Seoul");
        String sample = Files.readString(Scripts.root().resolve("events/failover/rehearsal.json"));
        assertThat(String.valueOf(properties.get("Input"))).isEqualTo(sample.replaceAll("\\s", ""));
    }

    @Test
    void theCatalogIsKept() {
        var table = template.map("Resources", "CatalogTable");
        assertThat(table).containsEntry("DeletionPolicy", "Retain").containsEntry("UpdateReplacePolicy", "Retain");
        assertThat(template.map("Resources", "CatalogTable", "Properties", "PointInTimeRecoverySpecification"))
                .containsEntry("PointInTimeRecoveryEnabled", true);
        assertThat(template.map("Resources", "CatalogTable", "Properties", "SSESpecification"))
                .containsEntry("SSEEnabled", true);
    }

    /// The one action that knows no resource is bound by conditions.
    @Test
    void noStatementAllowsEverything() {
        for (Object statement : statements(template.root(), new java.util.ArrayList<>())) {
            var map = (Map<?, ?>) statement;
            if ("Allow".equals(map.get("Effect"))) {
                assertThat(String.valueOf(map.get("Action"))).doesNotContain("*");
                assertThat(!"*".equals(map.get("Resource")) || map.containsKey("Condition"))
                        .isTrue();
            }
        }
    }

    private static List<Object> statements(Object node, List<Object> found) {
        if (node instanceof Map<?, ?> map) {
            if (map.containsKey("Effect")) {
                found.add(map);
            }
            map.values().forEach(value -> statements(value, found));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> statements(value, found));
        }
        return found;
    }

    @Test
    void noSecretStandsInTheTemplate() {
        for (var parameter : template.map("Parameters").entrySet()) {
            assertThat(parameter.getKey()).doesNotContainIgnoringCase("password");
        }
    }
}
