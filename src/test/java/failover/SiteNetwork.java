package failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import testkit.azure.ArmResource;
import testkit.azure.NetworkRules;

/// Who reaches whom in the DR site, and what ought to be.
final class SiteNetwork {
    private static final String SPACE = "10.80.0.0/16";
    private static final Map<String, String> ADDRESSES = Map.of(
            "gateway", "10.80.1.4",
            "app", "10.80.2.10",
            "database", "10.80.3.4",
            "elsewhere", "10.80.9.9",
            "stranger", "198.51.100.9");

    /// Everything that is open, by the security group that lets it pass; what is not listed is shut.
    private static final List<Way> WANTED = List.of(
            new Way("gateway", "Inbound", "Internet", "gateway", List.of("80", "443")),
            new Way("gateway", "Inbound", "stranger", "gateway", List.of("80", "443")),
            new Way("gateway", "Inbound", "GatewayManager", "gateway", List.of("65200-65535")),
            new Way("app", "Inbound", "gateway", "app", List.of("8080")),
            new Way("app", "Outbound", "app", "database", List.of("3306")),
            new Way("app", "Outbound", "app", "Internet", List.of("80", "443")),
            new Way("app", "Outbound", "app", "stranger", List.of("80", "443")),
            new Way("database", "Inbound", "app", "database", List.of("3306")));

    private record Way(String group, String direction, String from, String to, List<String> ports) {}

    private final List<ArmResource> resources;

    SiteNetwork(List<ArmResource> resources) {
        this.resources = resources;
    }

    /// Each way that is open and should be shut, or the other way round.
    List<String> problems() {
        var problems = new ArrayList<String>();
        for (String group : List.of("gateway", "app", "database")) {
            for (String other :
                    List.of("Internet", "GatewayManager", "stranger", "gateway", "app", "database", "elsewhere")) {
                compare(group, "Inbound", other, group, problems);
                if (!group.equals("gateway") && !other.equals("GatewayManager")) {
                    compare(group, "Outbound", group, other, problems);
                }
            }
        }
        return problems;
    }

    private void compare(String group, String direction, String from, String to, List<String> problems) {
        List<String> wanted = WANTED.stream()
                .filter(way -> way.group.equals(group)
                        && way.direction.equals(direction)
                        && way.from.equals(from)
                        && way.to.equals(to))
                .findFirst()
                .map(Way::ports)
                .orElse(List.of());
        List<String> open = rules(group).open(direction, end(from), end(to));
        if (!open.equals(wanted)) {
            problems.add("the way from " + from + " to " + to + " (" + group + ", " + direction + ") is open for "
                    + open + " instead of " + wanted);
        }
    }

    NetworkRules rules(String group) {
        String type = "Microsoft.Network/networkSecurityGroups";
        return NetworkRules.of(SiteTemplate.resource(resources, type, "shop-" + group), SPACE);
    }

    static String end(String name) {
        return ADDRESSES.getOrDefault(name, name);
    }
}
