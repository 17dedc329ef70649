package cloud.azure;

import java.util.Arrays;
import java.util.Optional;

/// The types of resources that Lifeboat looks at, starts, stops or deletes, each with the version of the
/// published interface it is spoken to in. They stand in the order in which they can be deleted: what uses
/// another comes before it. Storage accounts are not among them, for they hold the backups.
public enum ResourceType {
    /// A deployment of a template; deleting one deletes its record only.
    DEPLOYMENT("Microsoft.Resources/deployments", "2025-04-01"),
    VIRTUAL_MACHINE("Microsoft.Compute/virtualMachines", "2024-11-01"),
    APPLICATION_GATEWAY("Microsoft.Network/applicationGateways", "2024-05-01"),
    FLEXIBLE_SERVER("Microsoft.DBforMySQL/flexibleServers", "2023-12-30"),
    DISK("Microsoft.Compute/disks", "2024-03-02"),
    PRIVATE_ENDPOINT("Microsoft.Network/privateEndpoints", "2024-05-01"),
    NETWORK_INTERFACE("Microsoft.Network/networkInterfaces", "2024-05-01"),
    FIREWALL_POLICY("Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies", "2024-05-01"),
    PRIVATE_DNS_LINK("Microsoft.Network/privateDnsZones/virtualNetworkLinks", "2024-06-01"),
    PRIVATE_DNS_ZONE("Microsoft.Network/privateDnsZones", "2024-06-01"),
    VIRTUAL_NETWORK("Microsoft.Network/virtualNetworks", "2024-05-01"),
    NAT_GATEWAY("Microsoft.Network/natGateways", "2024-05-01"),
    PUBLIC_ADDRESS("Microsoft.Network/publicIPAddresses", "2024-05-01"),
    NETWORK_SECURITY_GROUP("Microsoft.Network/networkSecurityGroups", "2024-05-01");

    private final String azureName;
    private final String apiVersion;

    ResourceType(String azureName, String apiVersion) {
        this.azureName = azureName;
        this.apiVersion = apiVersion;
    }

    /// The name in Azure's own words, such as `Microsoft.Network/applicationGateways`.
    public String azureName() {
        return azureName;
    }

    String apiVersion() {
        return apiVersion;
    }

    /// The type with that name; Azure does not mind the case. Empty if Lifeboat has no business with it.
    public static Optional<ResourceType> of(String azureName) {
        return Arrays.stream(values())
                .filter(type -> type.azureName.equalsIgnoreCase(azureName))
                .findFirst();
    }
}
