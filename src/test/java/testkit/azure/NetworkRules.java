package testkit.azure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A network security group as Azure applies it: by priority, then Azure's own last rules, which let everything
/// of the virtual network through.
///
/// @param space the addresses of the virtual network, which the service tag `VirtualNetwork` stands for
public record NetworkRules(List<Map<String, Object>> rules, Cidr space) {
    private static final int PORT_MAX = 65_535;
    private static final List<Map<String, Object>> OF_AZURE = List.of(
            rule("Inbound", "Allow", 65000, "VirtualNetwork", "VirtualNetwork"),
            rule("Inbound", "Allow", 65001, "AzureLoadBalancer", "*"),
            rule("Inbound", "Deny", 65500, "*", "*"),
            rule("Outbound", "Allow", 65000, "VirtualNetwork", "VirtualNetwork"),
            rule("Outbound", "Allow", 65001, "*", "Internet"),
            rule("Outbound", "Deny", 65500, "*", "*"));

    /// Reads an expanded `Microsoft.Network/networkSecurityGroups`.
    public static NetworkRules of(ArmResource group, String space) {
        Map<String, Object> properties =
                Values.object("properties", group.body().get("properties"));
        Stream<Map<String, Object>> own = Values.list("securityRules", properties.get("securityRules")).stream()
                .map(rule ->
                        Values.object("a rule", Values.object("a rule", rule).get("properties")));
        return new NetworkRules(
                Stream.concat(own, OF_AZURE.stream())
                        .sorted(Comparator.comparingLong(rule -> (Long) rule.getOrDefault("priority", 0L)))
                        .toList(),
                Cidr.parse(space));
    }

    private static Map<String, Object> rule(String direction, String access, long priority, String from, String to) {
        return Map.of(
                "direction", direction,
                "access", access,
                "priority", priority,
                "protocol", "*",
                "sourceAddressPrefix", from,
                "sourcePortRange", "*",
                "destinationAddressPrefix", to,
                "destinationPortRange", "*");
    }

    /// Whether a TCP connection passes.
    ///
    /// @param direction `Inbound` or `Outbound`
    /// @param from an IPv4 address, or a service tag that is not the virtual network's
    public boolean admits(String direction, String from, String to, int port) {
        return rules.stream()
                .filter(rule -> direction.equals(rule.get("direction"))
                        && List.of("*", "Tcp").contains(rule.get("protocol"))
                        && ends(rule, "sourceAddressPrefix", from)
                        && ends(rule, "destinationAddressPrefix", to)
                        && texts(rule, "destinationPortRange").stream().anyMatch(range -> within(range, port)))
                .findFirst()
                .map(rule -> "Allow".equals(rule.get("access")))
                .orElse(false);
    }

    /// The ports that are open, as ranges: `[80, 443, 65200-65535]`. Between two bounds of rules nothing changes.
    public List<String> open(String direction, String from, String to) {
        var bounds = new TreeSet<Integer>(List.of(1, PORT_MAX + 1));
        for (Map<String, Object> rule : rules) {
            for (String range : texts(rule, "destinationPortRange")) {
                if (!range.equals("*")) {
                    String[] ends = range.split("-", 2);
                    bounds.add(Integer.parseInt(ends[0]));
                    bounds.add(Integer.parseInt(ends[ends.length - 1]) + 1);
                }
            }
        }
        var open = new ArrayList<String>();
        for (int first : bounds.headSet(PORT_MAX + 1)) {
            int last = Objects.requireNonNull(bounds.higher(first)) - 1;
            if (admits(direction, from, to, first)) {
                open.add(first == last ? String.valueOf(first) : first + "-" + last);
            }
        }
        return open;
    }

    private boolean ends(Map<String, Object> rule, String property, String end) {
        return texts(rule, property).stream().anyMatch(prefix -> covers(prefix, end));
    }

    private boolean covers(String prefix, String end) {
        if (prefix.equals("*") || prefix.equals(end)) {
            return true;
        }
        if (Character.isLetter(end.charAt(0))) {
            return prefix.equals("0.0.0.0/0") && end.equals("Internet");
        }
        Cidr address = Cidr.parse(end);
        return switch (prefix) {
            case "VirtualNetwork" -> space.holds(address);
            case "Internet" -> !space.holds(address);
            default ->
                !Character.isLetter(prefix.charAt(0)) && Cidr.parse(prefix).holds(address);
        };
    }

    private static boolean within(String range, int port) {
        String[] ends = range.split("-", 2);
        return range.equals("*")
                || Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1]);
    }

    /// A property that is one text (`...Prefix`, `...Range`) or a list of them (`...Prefixes`, `...Ranges`).
    private static List<String> texts(Map<String, Object> rule, String property) {
        String plural = property.endsWith("x") ? property + "es" : property + "s";
        Stream<Object> one = Stream.ofNullable(rule.get(property));
        return Stream.concat(one, Values.list(plural, rule.get(plural)).stream())
                .map(String::valueOf)
                .toList();
    }
}
