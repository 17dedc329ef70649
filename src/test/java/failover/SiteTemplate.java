package failover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import testkit.Scripts;
import testkit.azure.ArmResource;
import testkit.azure.ArmTemplate;
import testkit.azure.SecretFlows;
import testkit.azure.Shapes;

/// The DR site's template and what a deployment of it must be given.
final class SiteTemplate {
    static final String PASSWORD = "correct-horse-battery";
    private static final String IDENTITIES = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/keys"
            + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/";
    /// What has no default.
    static final Map<String, Object> REQUIRED = Map.of(
            "hostName", "www.shop.example",
            "gatewayIdentity", IDENTITIES + "gateway",
            "certificateSecretId", "https://shop-keys.vault.azure.net/secrets/www",
            "appIdentity", IDENTITIES + "app",
            "warUrl", "https://shopapp.blob.core.windows.net/releases/shop.war",
            "sshPublicKey", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample operations",
            "databasePasswordSecret", "https://shop-keys.vault.azure.net/secrets/shop-database",
            "databaseAdminPassword", PASSWORD);

    private SiteTemplate() {}

    static Map<String, Object> template() {
        return ArmTemplate.parse(text());
    }

    static String text() {
        try {
            return Files.readString(Scripts.root().resolve("functions/failover/dr-site.arm.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The required parameters and these.
    static Map<String, Object> parameters(Map<String, ?> more) {
        var parameters = new LinkedHashMap<String, Object>(REQUIRED);
        parameters.putAll(more);
        return parameters;
    }

    static List<ArmResource> expanded(Map<String, ?> more) {
        return ArmTemplate.expand(template(), parameters(more));
    }

    /// Everything that is wrong with a template, however it is found; nothing if it is right.
    static List<String> problems(String text) {
        try {
            Map<String, Object> template = ArmTemplate.parse(text);
            List<ArmResource> resources = ArmTemplate.expand(template, REQUIRED);
            var problems = new ArrayList<>(SecretFlows.problems(template));
            resources.forEach(resource -> problems.addAll(Shapes.published().check(resource)));
            problems.addAll(new SiteNetwork(resources).problems());
            return problems;
        } catch (ArmTemplate.Invalid e) {
            return List.of(e.code() + ": " + e.getMessage());
        }
    }

    static ArmResource resource(List<ArmResource> resources, String type, String name) {
        return resources.stream()
                .filter(resource ->
                        resource.type().equals(type) && resource.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// A value deep inside; a number is an index.
    static Object at(Object value, Object... path) {
        Object at = value;
        for (Object step : path) {
            Object next = switch (at) {
                case Map<?, ?> map -> map.get(step);
                case List<?> list when step instanceof Integer index -> list.get(index);
                default -> null;
            };
            if (next == null) {
                throw new IllegalArgumentException("there is no " + step + " in " + at);
            }
            at = next;
        }
        return at;
    }
}
