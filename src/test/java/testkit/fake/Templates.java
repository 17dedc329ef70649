package testkit.fake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Small deployment templates without expressions, for tests.
public final class Templates {
    /// The tag that every resource of them carries.
    public static final Map<String, String> TAGS = Map.of("lifeboat-failover", "run 1's");

    private final List<Map<String, Object>> resources = new ArrayList<>();
    private final Map<String, Map<String, String>> parameters = new LinkedHashMap<>();

    public Templates machine(String name, String size) {
        var properties = Map.of(
                "hardwareProfile", Map.of("vmSize", size),
                "networkProfile", Map.of("networkInterfaces", List.of(Map.of("id", id("networkInterfaces/" + name)))));
        return add("Microsoft.Network/networkInterfaces", name, "2024-05-01", Map.of())
                .add("Microsoft.Compute/virtualMachines", name, "2024-11-01", properties);
    }

    public Templates gateway(String name) {
        return add("Microsoft.Network/applicationGateways", name, "2024-05-01", Map.of());
    }

    /// The password is in the template itself, as the expansion of a parameter would put it there.
    public Templates database(String name, String password) {
        var properties = Map.of("administratorLogin", "root", "administratorLoginPassword", password);
        return add("Microsoft.DBforMySQL/flexibleServers", name, "2023-12-30", properties);
    }

    public Templates add(String type, String name, String version, Map<String, ?> properties) {
        var resource = new LinkedHashMap<String, Object>();
        resource.put("type", type);
        resource.put("name", name);
        resource.put("apiVersion", version);
        resource.put("location", "koreacentral");
        resource.put("tags", TAGS);
        resource.put("properties", properties);
        resources.add(resource);
        return this;
    }

    /// Puts the last one into a zone.
    public Templates zone(String zone) {
        resources.getLast().put("zones", List.of(zone));
        return this;
    }

    public Templates parameter(String name, String type) {
        parameters.put(name, Map.of("type", type));
        return this;
    }

    public String json() {
        return JsonText.write(Map.of(
                "$schema",
                "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                "contentVersion",
                "1.0.0.0",
                "parameters",
                parameters,
                "resources",
                resources));
    }

    private static String id(String networkPart) {
        return "/subscriptions/" + FakeArm.SUBSCRIPTION + "/resourceGroups/" + FakeArm.GROUP
                + "/providers/Microsoft.Network/" + networkPart;
    }
}
