package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import testkit.LocalTraffic;
import testkit.Stack;
import testkit.Template;

/// What is deployed in which region, and in which version it runs.
final class DeployedPartsTest {
    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String EDGE = "EdgeFunction";

    private final Template template = Template.read();

    private Map<String, String> parameters(String part) {
        var parameters = new HashMap<>(LocalTraffic.PARAMETERS);
        parameters.putAll(Map.of("Part", part, "OperatorEmail", "a@shop.example", "TargetHost", "target"));
        parameters.putAll(Map.of("DrResourceGroup", "dr", "BackupSecondStore", "s3://bucket"));
        return parameters;
    }

    private Set<String> made(String part) {
        var stack = new Stack(template, parameters(part));
        var made = new TreeSet<String>();
        template.map("Resources").keySet().forEach(name -> {
            Object condition = template.map("Resources", name).get("Condition");
            if (condition == null || stack.holds(String.valueOf(condition))) {
                made.add(name);
            }
        });
        return made;
    }

    @Test
    void theTwoPartsTogetherAreTheWholeAndShareOnlyWhomTheyTell() {
        var shared = new TreeSet<>(made("home"));
        shared.retainAll(made("away"));
        assertThat(shared).containsExactly("OperatorsMail", "OperatorsTopic", "OperatorsTopicPolicy");
        var both = new TreeSet<>(made("home"));
        both.addAll(made("away"));
        assertThat(both)
                .isEqualTo(made("all"))
                .isEqualTo(template.map("Resources").keySet());
    }

    /// Else the failover would fail with the region that it is for.
    @Test
    void nothingThatTheBadNightNeedsIsInTheHomeRegion() {
        assertThat(made("away"))
                .contains(EDGE, "MaintenanceSite", "MaintenanceCertificate", "PrimaryDownAlarm", "AlarmTopic")
                .contains("PrimaryEndpointCheck", "TrafficPrimaryRecord")
                .contains("AlarmFunction", "FailoverWorkflow", "FailoverTable", "FailoverDashboard");
        assertThat(made("home"))
                .contains("BackupFunction", "RestoreFunction", "CatalogTable", "Dashboard")
                .doesNotContain("FailoverWorkflow", "FailoverTable", "AlarmFunction");
    }

    @Test
    void aFailoverThatRunsAtHomeIsTheWishOfWhoNamesItsAlarm() {
        var parameters = parameters("home");
        parameters.put("AlarmTopicArn", "arn:topic");
        assertThat(new Stack(template, parameters).resources("AWS::Serverless::StateMachine"))
                .containsOnlyKeys("FailoverWorkflow");
        parameters.remove("DrResourceGroup");
        parameters.keySet().removeAll(Set.of("AlarmTopicArn"));
        parameters.put("Part", "away");
        assertThat(new Stack(template, parameters).resources("AWS::Serverless::StateMachine"))
                .as("traffic alone")
                .isEmpty();
    }

    @Test
    void everyFunctionStartsFromASnapshotOfAPublishedVersion() {
        var all = template.map("Globals", "Function");
        assertThat(all).containsEntry("AutoPublishAlias", "live").containsEntry("AutoPublishAliasAllProperties", true);
        assertThat(all.get("SnapStart")).isEqualTo(Map.of("ApplyOn", "PublishedVersions"));
        template.resources(FUNCTION)
                .forEach((name, properties) ->
                        assertThat(properties.containsKey("SnapStart")).as(name).isEqualTo(name.equals(EDGE)));
    }

    /// Its firewall knows addresses, and so a NAT's.
    @Test
    void whoeverReachesTheDatabaseInAzureHasAnAddressThatItsFirewallCanKnow() {
        template.resources(FUNCTION).forEach((name, properties) -> {
            boolean reaches = template.map("Resources", name, "Properties", "Environment", "Variables")
                    .containsKey("TARGET_PORT");
            if (reaches) {
                assertThat(properties).as(name).containsKey("VpcConfig");
            }
        });
    }

    /// `$LATEST` has no snapshot, and is not what a deployment has tried.
    @Test
    void everyCallGoesToTheAlias() {
        String text = String.valueOf(template.root());
        for (String name : template.resources(FUNCTION).keySet()) {
            assertThat(text).doesNotContain("!GetAtt=" + name + ".Arn");
        }
        assertThat(text).doesNotContain("$LATEST");
    }

    /// The alarm sees the new version alone: a broken old one must not keep its repair away.
    @Test
    void everyRolloutIsTakenBackByAnAlarm() {
        assertThat(template.map("Globals", "Function", "DeploymentPreference"))
                .containsEntry("Type", Map.of("!Ref", "Rollout"))
                .containsEntry("PassthroughCondition", true);
        assertThat(String.valueOf(template.map("Resources", "NewVersionFailsAlarm", "Properties")))
                .contains("ExecutedVersion", "PrimaryWatchFunction.Version.Version");
        for (String name : template.resources(FUNCTION).keySet()) {
            var preference = template.map("Resources", name, "Properties", "DeploymentPreference");
            if (name.equals(EDGE)) {
                assertThat(preference).containsEntry("Enabled", false);
            } else if (!name.equals("FreshnessFunction")) {
                assertThat(preference.get("Alarms")).as(name).isInstanceOf(List.class);
            }
        }
    }

    /// CloudFront's documentation of the restrictions on Lambda@Edge.
    @Test
    void theFunctionAtTheEdgeHasNothingThatTheEdgeForbids() {
        assertThat(template.map("Globals", "Function"))
                .doesNotContainKeys("Environment", "Layers", "VpcConfig", "EphemeralStorage", "DeadLetterQueue");
        assertThat(template.map("Globals", "Function").get("Architectures")).isEqualTo(List.of("x86_64"));
        var edge = template.map("Resources", EDGE, "Properties");
        assertThat(edge)
                .doesNotContainKeys("Environment", "Layers", "VpcConfig", "EventInvokeConfig", "LoggingConfig")
                .containsEntry("Tracing", "PassThrough")
                .containsEntry("SnapStart", Map.of("ApplyOn", "None"));
        assertThat(String.valueOf(edge.get("Runtime"))).startsWith("nodejs");
        assertThat(Integer.parseInt(String.valueOf(edge.get("Timeout")))).isLessThanOrEqualTo(30);
        var trusted = template.map("Resources", "EdgeRole", "Properties", "AssumeRolePolicyDocument");
        assertThat(String.valueOf(trusted)).contains("lambda.amazonaws.com", "edgelambda.amazonaws.com");
    }

    @Test
    void bothTriggersRunOneNumberedVersion() {
        var functions = behavior().get("LambdaFunctionAssociations");
        var version = Map.of("!Ref", EDGE + ".Version");
        assertThat(functions)
                .isEqualTo(List.of(
                        Map.of("EventType", "origin-request", "LambdaFunctionARN", version),
                        Map.of("EventType", "origin-response", "LambdaFunctionARN", version)));
    }

    @Test
    void nothingRemembersThePageAfterTheRecovery() {
        var cache = template.map("Resources", "MaintenanceCachePolicy", "Properties", "CachePolicyConfig");
        assertThat(cache).containsEntry("MinTTL", 5).containsEntry("MaxTTL", 5).containsEntry("DefaultTTL", 5);
        var errors = Stack.items(distribution(), "CustomErrorResponses");
        assertThat(String.valueOf(errors)).contains("ErrorCode=503");
        assertThat(errors)
                .allSatisfy(error -> assertThat((Map<?, ?>) error)
                        .satisfies(entry ->
                                assertThat(entry.get("ErrorCachingMinTTL")).isEqualTo(5)));
    }

    /// A connection of HTTP/2 stays, and with it the visitor at an address that is no longer the site's.
    @Test
    void browsersCanLeaveThePageByConnectingAnew() {
        assertThat(distribution()).containsEntry("HttpVersion", "http1.1");
        assertThat(behavior()).containsEntry("Compress", false);
    }

    @Test
    void azureIsReachedByTlsAndIsSentNothingOfTheVisitor() {
        var origin = (Map<?, ?>) Stack.items(distribution(), "Origins").getFirst();
        assertThat(String.valueOf(origin.get("CustomOriginConfig"))).contains("https-only", "TLSv1.2");
        assertThat(behavior()).doesNotContainKey("OriginRequestPolicyId");
        var forwarded = template.map(
                "Resources",
                "MaintenanceCachePolicy",
                "Properties",
                "CachePolicyConfig",
                "ParametersInCacheKeyAndForwardedToOrigin");
        assertThat(String.valueOf(forwarded))
                .contains("CookieBehavior=none", "HeaderBehavior=none", "QueryStringBehavior=none");
    }

    /// The combined check is unhealthy also while the site is blocked on purpose.
    @Test
    void theAlarmIsAboutTheSiteItselfAndSilenceIsNoOutage() {
        var alarm = template.map("Resources", "PrimaryDownAlarm", "Properties");
        assertThat(String.valueOf(alarm.get("Dimensions"))).contains("PrimaryEndpointCheck.HealthCheckId");
        assertThat(alarm)
                .containsEntry("TreatMissingData", "missing")
                .containsKeys("AlarmActions", "OKActions", "InsufficientDataActions");
        assertThat(Integer.parseInt(String.valueOf(alarm.get("Period")))).isEqualTo(60);
    }

    @Test
    void everyParameterIsInOneGroupAndSaysWhatItIs() {
        var grouped = new ArrayList<String>();
        var groups = template.map("Metadata", "AWS::CloudFormation::Interface");
        for (Object group : Stack.items(groups, "ParameterGroups")) {
            Stack.items((Map<?, ?>) group, "Parameters").forEach(name -> grouped.add(String.valueOf(name)));
        }
        var described = new LinkedHashMap<>(template.map("Parameters"));
        assertThat(grouped).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(described.keySet());
        described
                .keySet()
                .forEach(name ->
                        assertThat(template.map("Parameters", name)).as(name).containsKey("Description"));
    }

    private Map<String, Object> distribution() {
        return template.map("Resources", "MaintenanceSite", "Properties", "DistributionConfig");
    }

    private Map<String, Object> behavior() {
        return Stack.section(distribution(), "DefaultCacheBehavior");
    }
}
