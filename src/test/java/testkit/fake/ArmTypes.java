package testkit.fake;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What Azure has published of the types that the stand-in knows: their API versions, their actions, and what
/// it says when something else is going on.
final class ArmTypes {
    static final String MACHINE = "microsoft.compute/virtualmachines";
    static final String GATEWAY = "microsoft.network/applicationgateways";
    static final String DATABASE = "microsoft.dbformysql/flexibleservers";
    static final String DISK = "microsoft.compute/disks";
    static final String DNS_ZONE = "microsoft.network/privatednszones";

    private static final Set<String> NETWORK = Set.of("2023-11-01", "2024-01-01", "2024-03-01", "2024-05-01");

    private static final Map<String, Set<String>> VERSIONS = Map.ofEntries(
            Map.entry("microsoft.resources/deployments", Set.of("2024-11-01", "2025-03-01", "2025-04-01")),
            Map.entry(MACHINE, Set.of("2024-03-01", "2024-07-01", "2024-11-01")),
            Map.entry(DISK, Set.of("2023-10-02", "2024-03-02")),
            Map.entry(DATABASE, Set.of("2023-06-30", "2023-12-30")),
            Map.entry(DNS_ZONE, Set.of("2020-06-01", "2024-06-01")),
            Map.entry("microsoft.storage/storageaccounts", Set.of("2023-01-01", "2023-05-01", "2024-01-01")),
            Map.entry("microsoft.managedidentity/userassignedidentities", Set.of("2023-01-31", "2024-11-30")),
            Map.entry("microsoft.authorization/roleassignments", Set.of("2022-04-01")),
            Map.entry(GATEWAY, NETWORK),
            Map.entry("microsoft.network/applicationgatewaywebapplicationfirewallpolicies", NETWORK),
            Map.entry("microsoft.network/natgateways", NETWORK),
            Map.entry("microsoft.network/networkinterfaces", NETWORK),
            Map.entry("microsoft.network/networksecuritygroups", NETWORK),
            Map.entry("microsoft.network/privateendpoints", NETWORK),
            Map.entry("microsoft.network/publicipaddresses", NETWORK),
            Map.entry("microsoft.network/virtualnetworks", NETWORK));

    private static final Map<String, Set<String>> ACTIONS = Map.of(
            MACHINE, Set.of("start", "poweroff", "deallocate", "restart"),
            GATEWAY, Set.of("start", "stop"),
            DATABASE, Set.of("start", "stop", "restart"));

    private ArmTypes() {}

    /// The versions of a type, of whose parents it is enough to know one; empty if there is no such type.
    static Set<String> versions(String type) {
        for (String known = type.toLowerCase(Locale.ROOT); known.contains("/"); known = parent(known)) {
            if (VERSIONS.containsKey(known)) {
                return Optional.ofNullable(VERSIONS.get(known)).orElseThrow();
            }
        }
        return Set.of();
    }

    private static String parent(String type) {
        return type.substring(0, type.lastIndexOf('/'));
    }

    static boolean hasAction(String type, String action) {
        return ACTIONS.getOrDefault(type, Set.of()).contains(action);
    }

    /// What a type says while it does something else.
    static Reply busy(String type, String name, String poll) {
        if (type.equals(DATABASE)) {
            return Reply.error(
                    409,
                    "ServerIsBusy",
                    "Cannot complete the operation because the server " + name
                            + " is busy processing another operation.");
        }
        return type.equals(MACHINE)
                ? Reply.error(
                        409,
                        "Conflict",
                        "The request failed due to conflict with a concurrent request. To resolve it, see the activity"
                                + " log.")
                : Reply.error(
                        409,
                        "AnotherOperationInProgress",
                        "Another operation on this or dependent resource is in progress. To retrieve status of the"
                                + " operation use uri: " + poll + ".");
    }

    /// What a type says when it shall move to other zones, which it never does, made or failed.
    static Reply immovable(String type, String id, List<?> zones, List<?> wanted) {
        return type.equals(MACHINE)
                ? Reply.error(409, "PropertyChangeNotAllowed", "Changing property 'zones' is not allowed.")
                : Reply.error(
                        400,
                        "ResourceAvailabilityZonesCannotBeModified",
                        "Resource " + id + " has an existing availability zone constraint " + zones
                                + " and the request has availability zone constraint " + wanted
                                + ", which do not match. Zones cannot be added/updated/removed once the resource is"
                                + " created. The resource cannot be updated from regional to zonal or vice-versa.");
    }

    /// What a type says when others still use it.
    static Reply inUse(String type, String name, String by) {
        String text = name + " cannot be deleted because it is in use by " + by + ".";
        return switch (type) {
            case "microsoft.network/virtualnetworks" -> Reply.error(400, "InUseSubnetCannotBeDeleted", text);
            case "microsoft.network/networkinterfaces" -> Reply.error(400, "NicInUse", text);
            case "microsoft.network/publicipaddresses" -> Reply.error(400, "PublicIPAddressCannotBeDeleted", text);
            case "microsoft.network/networksecuritygroups" ->
                Reply.error(400, "InUseNetworkSecurityGroupCannotBeDeleted", text);
            case DNS_ZONE ->
                Reply.error(
                        409, "CannotDeleteResource", "Can not delete resource before nested resources are deleted.");
            default -> Reply.error(409, "OperationNotAllowed", text);
        };
    }

    /// Types whose `provisioningState` is published.
    static boolean tellsProvisioning(String type) {
        return !type.startsWith(DATABASE)
                && !List.of("microsoft.authorization/roleassignments").contains(type);
    }
}
