package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import incident.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import testkit.LocalTraffic;
import testkit.Stack;
import testkit.Template;

/// What must hold for the records and checks however they are used.
final class TrafficTemplateTest {
    private static final String CHECK = "AWS::Route53::HealthCheck";
    private static final String RECORD = "AWS::Route53::RecordSet";

    private static final Set<String> CONFIG = Set.of(
            "AlarmIdentifier",
            "ChildHealthChecks",
            "EnableSNI",
            "FailureThreshold",
            "FullyQualifiedDomainName",
            "HealthThreshold",
            "IPAddress",
            "InsufficientDataHealthStatus",
            "Inverted",
            "MeasureLatency",
            "Port",
            "Regions",
            "RequestInterval",
            "ResourcePath",
            "RoutingControlArn",
            "SearchString",
            "Type");

    private static final Set<String> RECORD_PROPERTIES = Set.of(
            "AliasTarget",
            "Failover",
            "HealthCheckId",
            "HostedZoneId",
            "Name",
            "ResourceRecords",
            "SetIdentifier",
            "TTL",
            "Type");

    private final Template template = Template.read();
    private final Stack stack = new Stack(template, LocalTraffic.PARAMETERS);

    @Test
    void cloudFormationKnowsEveryProperty() {
        for (var check : stack.resources(CHECK).values()) {
            assertThat(check).containsOnlyKeys("HealthCheckConfig", "HealthCheckTags");
            assertThat(CONFIG)
                    .containsAll(Stack.section(check, "HealthCheckConfig").keySet());
        }
        for (var record : stack.resources(RECORD).values()) {
            assertThat(RECORD_PROPERTIES).containsAll(record.keySet());
        }
    }

    @Test
    void theHomeStackLeavesTrafficAlone() {
        var none = new Stack(template, Map.of("HostedZoneId", "Z1"));
        assertThat(none.resources(CHECK)).isEmpty();
        assertThat(none.resources(RECORD)).isEmpty();
    }

    /// So the stack can be deployed and looked at while visitors go where they always went, and taken away again.
    @Test
    void noRecordOfThePublicNameIsOurs() {
        assertThat(stack.resources(RECORD).values())
                .hasSize(4)
                .noneSatisfy(record -> assertThat(record).containsEntry("Name", LocalTraffic.WWW));
    }

    /// Else both records of a pair could be unhealthy, and Route 53 would answer with a blocked or a closed site.
    @Test
    void thePageIsNeverUnhealthy() {
        var page = properties("StandbySecondaryRecord");
        assertThat(page).doesNotContainKey("HealthCheckId");
        assertThat(String.valueOf(page.get("AliasTarget"))).contains("EvaluateTargetHealth=false");
        assertThat(properties("TrafficSecondaryRecord")).doesNotContainKey("HealthCheckId");
    }

    @Test
    void theChecksLookAtTheGatesThatAreWritten() {
        assertThat(config("PrimaryNotBlockedCheck"))
                .containsEntry("ResourcePath", "/" + Gate.PRIMARY_BLOCKED.blob())
                .containsEntry("Inverted", true);
        assertThat(config("DrOpenCheck"))
                .containsEntry("ResourcePath", "/" + Gate.DR_OPEN.blob())
                .doesNotContainKey("Inverted");
    }

    @Test
    void noRecordMayBeKeptForMoreThanAMinute() {
        assertThat(stack.resources(RECORD).values())
                .filteredOn(record -> record.containsKey("TTL"))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(Integer.parseInt(String.valueOf(record.get("TTL"))))
                        .isLessThanOrEqualTo(60));
    }

    /// These three have their only control plane in one region, and it may be the one that fails.
    @Test
    void nothingOfOursMayWriteToAControlPlane() {
        var actions = new ArrayList<String>();
        collectActions(template.root(), actions);
        assertThat(actions).isNotEmpty().noneMatch(action -> action.matches("(route53|cloudfront|iam|\\*).*"));
    }

    private static void collectActions(Object node, List<String> found) {
        if (node instanceof Map<?, ?> map) {
            Object action = "Allow".equals(map.get("Effect")) ? map.get("Action") : null;
            if (action instanceof List<?> list) {
                list.forEach(item -> found.add(String.valueOf(item)));
            } else if (action != null) {
                found.add(String.valueOf(action));
            }
            map.values().forEach(value -> collectActions(value, found));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> collectActions(value, found));
        }
    }

    private Map<String, Object> properties(String resource) {
        return template.map("Resources", resource, "Properties");
    }

    private Map<String, Object> config(String check) {
        return Stack.section(properties(check), "HealthCheckConfig");
    }
}
