package failover;

import static failover.SiteTemplate.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.azure.ArmResource;
import testkit.azure.ArmTemplate;
import testkit.azure.Deferred;
import testkit.azure.Place;
import testkit.azure.SecretFlows;
import testkit.azure.Shapes;

/// The template of the DR site is one that Azure takes, and makes the site that we want.
final class DrSiteTemplateTest {
    private static final String DATABASE = "Microsoft.DBforMySQL/flexibleServers";
    private static final String GATEWAY = "Microsoft.Network/applicationGateways";
    private static final String MACHINE = "Microsoft.Compute/virtualMachines";

    /// What an operator may choose, and what a second attempt changes when Azure has no more of the first choice.
    static Stream<Map<String, Object>> choices() {
        return Stream.of(
                Map.of(),
                Map.of("vmSize", "Standard_E4as_v5", "vmZone", "2"),
                Map.of("vmZone", "", "databaseZone", "", "gatewayZones", List.of()),
                Map.of("natZone", "3"),
                Map.of("databaseZone", "3", "databaseSku", "Standard_E4ds_v4", "databaseTier", "MemoryOptimized"),
                Map.of("gatewayTier", "WAF_v2", "wafMode", "Detection"),
                Map.of("gatewayFixedCapacity", 2, "gatewayZones", List.of("2")),
                Map.of("gatewayMinCapacity", 0, "name", "drill-7", "location", "japaneast"),
                Map.of("databaseHighAvailability", "ZoneRedundant", "databaseStandbyZone", "2"),
                Map.of("databaseClients", List.of("203.0.113.7", "203.0.113.8"), "databaseIops", 4000),
                Map.of("databaseSettings", List.of(Map.of("name", "sql_mode", "value", "ANSI"))),
                Map.of("deployDatabase", false, "databaseServer", "shop-standby"),
                Map.of("deploySiteStorage", true, "siteStorageSku", "Standard_LRS"),
                Map.of("databaseVersion", "8.4", "tomcatPackage", "tomcat9", "appPort", 9090));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void everyChoiceIsADeploymentThatAzureTakes(Map<String, Object> choice) {
        List<ArmResource> resources = SiteTemplate.expanded(choice);
        assertThat(resources.stream().flatMap(resource -> Shapes.published().check(resource).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("choices")
    void deployingTwiceIsDeployingOnce(Map<String, Object> choice) {
        assertThat(SiteTemplate.expanded(choice)).isEqualTo(SiteTemplate.expanded(choice));
    }

    @Test
    void aChoiceIsWhatIsMade() {
        var resources = SiteTemplate.expanded(
                Map.of("vmSize", "Standard_E4as_v5", "vmZone", "2", "databaseZone", "3", "gatewayFixedCapacity", 2));
        ArmResource machine = SiteTemplate.resource(resources, MACHINE, "shop-app");
        assertThat(at(machine.body(), "properties", "hardwareProfile", "vmSize"))
                .isEqualTo("Standard_E4as_v5");
        assertThat(machine.body()).containsEntry("zones", List.of("2"));
        ArmResource database = SiteTemplate.resource(resources, DATABASE, "shop-dr-db");
        assertThat(at(database.body(), "properties", "availabilityZone")).isEqualTo("3");
        ArmResource gateway = SiteTemplate.resource(resources, GATEWAY, "shop-gateway");
        assertThat(at(gateway.body(), "properties", "sku", "capacity")).isEqualTo(2L);
        assertThat(((Map<?, ?>) at(gateway.body(), "properties")).containsKey("autoscaleConfiguration"))
                .isFalse();
    }

    /// What was made for the first plan already has its zone, and Azure never changes one.
    @Test
    void anotherZoneOfTheMachineMovesNothingElse() {
        var moved = new ArrayList<>(SiteTemplate.expanded(Map.of("vmZone", "2")));
        moved.removeAll(SiteTemplate.expanded(Map.of("vmZone", "1")));
        assertThat(moved).extracting(ArmResource::type).containsExactly(MACHINE);
    }

    @Test
    void theClientsApiVersionsAreThoseOfTheTemplate() {
        for (ArmResource resource : SiteTemplate.expanded(Map.of("deploySiteStorage", true, "gatewayTier", "WAF_v2"))) {
            String wanted = switch (resource.type().split("/", -1)[0]) {
                case "Microsoft.DBforMySQL" -> "2023-12-30";
                case "Microsoft.Compute" -> "2024-11-01";
                case "Microsoft.Storage" -> "2023-05-01";
                default -> resource.type().contains("privateDnsZones") ? "2024-06-01" : "2024-05-01";
            };
            assertThat(resource.apiVersion()).as(resource.type()).isEqualTo(wanted);
        }
    }

    @Test
    void whateverCanCarryTagsCarriesThem() {
        var tags = Map.of("lifeboat-site", "shop", "lifeboat-failover", "f-1");
        var resources = SiteTemplate.expanded(Map.of("tags", tags, "deploySiteStorage", true, "gatewayTier", "WAF_v2"));
        for (ArmResource resource : resources) {
            if (Shapes.published().takesTags(resource.type(), resource.apiVersion())) {
                assertThat(resource.body()).as(resource.name()).containsEntry("tags", tags);
            }
        }
    }

    @Test
    void everyNameBeginsWithTheSites() {
        Set<String> others = Set.of(DATABASE, "Microsoft.Network/privateDnsZones");
        for (ArmResource resource : SiteTemplate.expanded(Map.of("name", "drill-7"))) {
            if (others.stream().noneMatch(resource.type()::startsWith)) {
                assertThat(resource.name()).startsWith("drill-7-");
            }
        }
        assertThat(SiteTemplate.resource(SiteTemplate.expanded(Map.of("name", "drill-7")), DATABASE, "drill-7-dr-db"))
                .isNotNull();
    }

    @Test
    void theDatabaseIsChangedOneStepAtATime() {
        var clients = List.of("203.0.113.7", "203.0.113.8");
        var steps = SiteTemplate.expanded(Map.of("databaseClients", clients)).stream()
                .filter(resource -> resource.type().startsWith(DATABASE + "/"))
                .map(resource -> resource.name().substring("shop-dr-db/".length()))
                .toList();
        assertThat(steps)
                .containsExactly(
                        "client-203-0-113-7",
                        "client-203-0-113-8",
                        "local_infile",
                        "log_bin_trust_function_creators",
                        "sql_generate_invisible_primary_key",
                        "require_secure_transport",
                        "time_zone",
                        "character_set_server",
                        "collation_server");
    }

    @Test
    void theDatabaseHasNoPublicAddressUnlessSomebodyMayComeFromOutside() {
        assertThat(publicAccess(List.of())).isEqualTo("Disabled");
        assertThat(publicAccess(List.of("203.0.113.7"))).isEqualTo("Enabled");
    }

    private static Object publicAccess(List<String> clients) {
        var resources = SiteTemplate.expanded(Map.of("databaseClients", clients));
        return at(
                SiteTemplate.resource(resources, DATABASE, "shop-dr-db").body(),
                "properties",
                "network",
                "publicNetworkAccess");
    }

    @Test
    void aStandbysDatabaseIsLeftAlone() {
        assertThat(SiteTemplate.expanded(Map.of("deployDatabase", false)))
                .noneMatch(resource -> resource.type().startsWith(DATABASE))
                .anyMatch(resource -> resource.type().equals("Microsoft.Network/privateEndpoints"));
    }

    @Test
    void theSiteStorageIsMadeOnDemandOnly() {
        assertThat(SiteTemplate.expanded(Map.of()))
                .noneMatch(resource -> resource.type().contains("Storage"));
        assertThat(SiteTemplate.expanded(Map.of("deploySiteStorage", true)))
                .anyMatch(resource -> resource.type().contains("Storage"));
    }

    @Test
    void visitorsCanSeeWhoAnswers() {
        ArmResource gateway = SiteTemplate.resource(SiteTemplate.expanded(Map.of()), GATEWAY, "shop-gateway");
        Object actions =
                at(gateway.body(), "properties", "rewriteRuleSets", 0, "properties", "rewriteRules", 0, "actionSet");
        assertThat(at(actions, "responseHeaderConfigurations", 0))
                .isEqualTo(Map.of("headerName", "X-Lifeboat-Site", "headerValue", "dr"));
        assertThat(String.valueOf(at(gateway.body(), "properties", "requestRoutingRules", 0)))
                .contains("rewriteRuleSets/site", "httpListeners/https");
    }

    @Test
    void theOutputsNameWhatTheFailoverNeeds() {
        var outputs = ArmTemplate.outputs(
                SiteTemplate.template(),
                SiteTemplate.REQUIRED,
                Place.ANY,
                id -> id.contains("publicIPAddresses")
                        ? Optional.of(Map.of("ipAddress", "203.0.113.80"))
                        : Optional.empty());
        assertThat(at(outputs, "gatewayAddress", "value")).isEqualTo("203.0.113.80");
        assertThat(at(outputs, "databaseHost", "value")).isInstanceOf(Deferred.class);
        assertThat(at(outputs, "vmName", "value")).isEqualTo("shop-app");
        assertThat(at(outputs, "gatewayId", "value")).isEqualTo(Place.ANY.id(GATEWAY, "shop-gateway"));
        assertThat(outputs).doesNotContainKey("siteStorageId");
    }

    @Test
    void noSecretFlowsAnywhereButIntoAPassword() {
        assertThat(SecretFlows.problems(SiteTemplate.template())).isEmpty();
        assertThat(SiteTemplate.expanded(Map.of()))
                .filteredOn(resource -> resource.toString().contains(SiteTemplate.PASSWORD))
                .singleElement()
                .extracting(ArmResource::type)
                .isEqualTo(DATABASE);
    }

    @Test
    void everyParameterSaysWhatItIsFor() {
        var parameters = (Map<?, ?>) at(SiteTemplate.template(), "parameters");
        parameters.forEach((name, declaration) -> assertThat((String) at(declaration, "metadata", "description"))
                .as(String.valueOf(name))
                .hasSizeGreaterThan(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"utcNow", "newGuid", "listKeys"})
    void nothingIsAskedThatChangesOrIsSecret(String function) {
        assertThat(SiteTemplate.text()).doesNotContain(function + "(");
    }
}
