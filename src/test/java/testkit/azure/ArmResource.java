package testkit.azure;

import java.util.Map;

/// One resource that a template asks for, with every expression evaluated. `name` is the whole name
/// (`server/rule`), `body` everything else that is sent to the service: location, tags, sku, properties.
public record ArmResource(String type, String name, String apiVersion, Map<String, Object> body) {}
