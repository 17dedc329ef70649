package failover;

import static failover.SiteTemplate.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Nobody reaches anything in the DR site but by the ways that are meant.
final class DrSiteNetworkTest {
    private final SiteNetwork network = new SiteNetwork(SiteTemplate.expanded(Map.of()));

    @ParameterizedTest
    @CsvSource({
        "gateway,  Inbound,  stranger,          gateway,  443,   true",
        "gateway,  Inbound,  Internet,          gateway,  80,    true",
        "gateway,  Inbound,  Internet,          gateway,  22,    false",
        "gateway,  Inbound,  Internet,          gateway,  65200, false",
        "gateway,  Inbound,  GatewayManager,    gateway,  65200, true",
        "gateway,  Inbound,  GatewayManager,    gateway,  443,   false",
        "gateway,  Inbound,  AzureLoadBalancer, gateway,  12345, true",
        "gateway,  Inbound,  app,               gateway,  443,   false",
        "app,      Inbound,  gateway,           app,      8080,  true",
        "app,      Inbound,  gateway,           app,      22,    false",
        "app,      Inbound,  Internet,          app,      8080,  false",
        "app,      Inbound,  database,          app,      8080,  false",
        "app,      Inbound,  AzureLoadBalancer, app,      8080,  false",
        "app,      Outbound, app,               database, 3306,  true",
        "app,      Outbound, app,               gateway,  443,   false",
        "app,      Outbound, app,               stranger, 443,   true",
        "app,      Outbound, app,               stranger, 3306,  false",
        "database, Inbound,  app,               database, 3306,  true",
        "database, Inbound,  app,               database, 22,    false",
        "database, Inbound,  gateway,           database, 3306,  false",
        "database, Inbound,  stranger,          database, 3306,  false",
        "database, Outbound, database,          app,      8080,  false",
    })
    void whoMayTalkToWhom(String group, String direction, String from, String to, int port, boolean admitted) {
        assertThat(network.rules(group).admits(direction, SiteNetwork.end(from), SiteNetwork.end(to), port))
                .isEqualTo(admitted);
    }

    @Test
    void nothingElseIsOpen() {
        assertThat(network.problems()).isEmpty();
    }

    @Test
    void everySubnetIsGuardedAndTheMachineHasNoPublicAddress() {
        var resources = SiteTemplate.expanded(Map.of());
        var subnets = at(
                SiteTemplate.resource(resources, "Microsoft.Network/virtualNetworks", "shop-network")
                        .body(),
                "properties",
                "subnets");
        for (Object subnet : (List<?>) subnets) {
            assertThat(at(subnet, "properties", "networkSecurityGroup", "id")).isNotNull();
        }
        assertThat(at(subnets, 2, "properties", "privateEndpointNetworkPolicies"))
                .isEqualTo("NetworkSecurityGroupEnabled");
        assertThat(SiteTemplate.resource(resources, "Microsoft.Network/networkInterfaces", "shop-app")
                        .toString())
                .doesNotContain("publicIPAddress");
    }
}
