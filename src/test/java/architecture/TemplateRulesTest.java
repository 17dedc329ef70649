package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import testkit.LocalTraffic;
import testkit.Stack;
import testkit.Template;

/// CloudFormation refuses what could be deployed but would fail on the bad day.
final class TemplateRulesTest {
    private static final Template TEMPLATE = Template.read();
    private static final Pattern REFERENCE = Pattern.compile("!Ref=(\\w+)|\\$\\{(\\w+)}");

    /// Empty means something for these.
    private static final Set<String> OPTIONAL = Set.of(
            "ApplicationSecretArn",
            "AzureClientId",
            "AzureClientSecretArn",
            "AzureFailoverClientId",
            "AzureSecretArn",
            "SourceCaFile",
            "TargetCaFile");

    /// The parameters without which the functions of the failover cannot be made.
    static Stream<String> needed() {
        return TEMPLATE.resources("AWS::Serverless::Function").entrySet().stream()
                .filter(function ->
                        String.valueOf(function.getValue().get("Handler")).startsWith("failover."))
                .map(function -> TEMPLATE.map("Resources", function.getKey(), "Properties", "Environment"))
                .flatMap(environment ->
                        REFERENCE.matcher(String.valueOf(environment)).results())
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .distinct()
                .filter(name -> "".equals(TEMPLATE.map("Parameters", name).get("Default")))
                .filter(name -> !OPTIONAL.contains(name) && !name.equals("AlarmTopicArn"));
    }

    /// What every stack with the functions needs.
    private static final Map<String, String> HOME =
            Map.of("SourceHost", "source", "SourceSecretArn", "arn:source", "BackupStore", "az://account/container");

    private static Map<String, String> whole() {
        var parameters = new HashMap<String, String>();
        needed().forEach(name -> parameters.put(name, name));
        parameters.putAll(HOME);
        parameters.put("AlarmTopicArn", "arn:topic");
        parameters.put("AzureSecretArn", "arn:storage");
        parameters.put("AzureClientId", "application");
        return parameters;
    }

    private static Map<String, String> without(String name) {
        var parameters = whole();
        parameters.remove(name);
        return parameters;
    }

    private static Map<String, String> with(String name, String value) {
        var parameters = without("AzureClientId");
        parameters.put(name, value);
        return parameters;
    }

    private static Map<String, String> broken(Map<String, String> parameters) {
        return new TreeMap<>(new Stack(TEMPLATE, parameters).brokenRules());
    }

    @Test
    void aFailoverWithAllThatItReadsIsTaken() {
        assertThat(needed())
                .contains("AlarmArn", "PrimaryUrls", "PublicUrl", "DrUrl", "PrimarySecretArn", "PrimaryUsers")
                .contains("AzureSubscriptionId", "DrResourceGroup", "DrParameters", "GatesHost", "TargetHost")
                .contains("AzureTenantId", "TargetSecretArn");
        assertThat(broken(whole())).isEmpty();
        assertThat(broken(with("AzureFailoverClientId", "application"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("needed")
    void aFailoverWithoutOneOfThemIsRefusedAndToldWhich(String name) {
        assertThat(broken(without(name)).values())
                .anySatisfy(description -> assertThat(description).contains(name));
    }

    @Test
    void aFailoverWithoutAnApplicationInEntraIsRefused() {
        assertThat(broken(without("AzureClientId")).get("FailoverWithAll"))
                .contains("AzureClientId")
                .contains("AzureFailoverClientId");
    }

    @Test
    void backupsAloneNeedNothingOfTheFailover() {
        var parameters = new HashMap<>(HOME);
        parameters.putAll(Map.of("AzureTenantId", "tenant", "AzureClientId", "application"));
        assertThat(broken(parameters)).isEmpty();
        assertThat(broken(HOME)).containsOnlyKeys("OneWayIntoAzure");
    }

    @Test
    void theFunctionsNeedADatabaseAndAStore() {
        assertThat(broken(Map.of("AzureSecretArn", "arn:storage"))).containsOnlyKeys("HomeIsWhole");
    }

    @Test
    void trafficNeedsNothingOfTheFunctionsAndOneRegionOnly() {
        assertThat(broken(LocalTraffic.PARAMETERS)).isEmpty();
        var elsewhere = new HashMap<>(LocalTraffic.PARAMETERS);
        elsewhere.put("AWS::Region", "ap-northeast-2");
        assertThat(broken(elsewhere)).containsOnlyKeys("AwayInVirginia");
    }

    @Test
    void trafficInTheHomeStackIsRefusedRatherThanForgotten() {
        var parameters = whole();
        parameters.put("HostedZoneId", "Z1");
        assertThat(broken(parameters)).containsKey("TrafficIsAway");
    }

    @Test
    void anAlarmWithoutItsTopicIsRefused() {
        assertThat(broken(without("AlarmTopicArn"))).containsOnlyKeys("AlarmIsWhole");
        assertThat(broken(without("AlarmArn"))).containsOnlyKeys("AlarmIsWhole");
    }

    /// It would be taken for a wish to have the failover elsewhere, and there would be none at all.
    @Test
    void anotherAlarmThanItsOwnIsRefusedInTheStackThatIsAway() {
        var parameters = whole();
        parameters.putAll(LocalTraffic.PARAMETERS);
        assertThat(broken(parameters)).containsOnlyKeys("AlarmIsWhole");
    }

    @Test
    void inOneStackTheAlarmIsItsOwn() {
        var parameters = whole();
        parameters.putAll(LocalTraffic.PARAMETERS);
        parameters.put("Part", "all");
        parameters.keySet().removeAll(Set.of("AlarmTopicArn", "AlarmArn"));
        assertThat(broken(parameters)).isEmpty();
        assertThat(new Stack(TEMPLATE, parameters).holds("WithFailover")).isTrue();
        parameters.remove("PrimaryUsers");
        assertThat(broken(parameters)).containsOnlyKeys("FailoverWithAll");
    }
}
