package testkit.fake;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A resource that exists in the stand-in, with what happens to it.
final class LiveResource {
    private static final List<String> OURS =
            List.of("type", "apiVersion", "dependsOn", "condition", "copy", "comments");
    private static final List<String> WRITE_ONLY = List.of("administratorLoginPassword", "adminPassword", "customData");

    private final String type;
    private final String name;
    private final String id;
    private final Map<String, Object> body = new LinkedHashMap<>();
    private String provisioning = "Creating";
    private String power = "";
    private Instant knownFrom = Instant.MIN;
    private @Nullable Operation current;

    LiveResource(String type, String name, String id) {
        this.type = type;
        this.name = name;
        this.id = id;
    }

    /// In small letters.
    String type() {
        return type.toLowerCase(Locale.ROOT);
    }

    /// As the template writes it.
    String properType() {
        return type;
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    String json() {
        return JsonText.write(body);
    }

    Map<String, Object> body() {
        return body;
    }

    void merge(Map<String, Object> more) {
        more.forEach((key, value) -> {
            if (!OURS.contains(key)) {
                body.put(key, value);
            }
        });
    }

    Optional<Operation> current() {
        return Optional.ofNullable(current).filter(operation -> !operation.over());
    }

    void begins(Operation operation, String state, String word) {
        current = operation;
        provisioning = state;
        power = hasPower() ? word : "";
    }

    void becomes(String state, String word) {
        provisioning = state;
        power = hasPower() ? word : "";
    }

    void knownFrom(Instant when) {
        knownFrom = when;
    }

    /// A database server cannot be seen before it is made.
    boolean known(Instant now) {
        return !now.isBefore(knownFrom) && !(type().equals(ArmTypes.DATABASE) && provisioning.equals("Creating"));
    }

    boolean hasPower() {
        return List.of(ArmTypes.MACHINE, ArmTypes.GATEWAY, ArmTypes.DATABASE).contains(type());
    }

    String power() {
        return power;
    }

    String provisioning() {
        return provisioning;
    }

    /// What others see of it; `overlay` are properties that Azure has added.
    Map<String, Object> shown(boolean instanceView, Map<String, ?> overlay) {
        var shown = new LinkedHashMap<String, Object>(JsonText.object(without(body)));
        shown.put("id", id);
        shown.put("type", type);
        shown.put("name", name.substring(name.lastIndexOf('/') + 1));
        var properties = new LinkedHashMap<String, Object>(JsonText.object(shown.get("properties")));
        properties.putAll(overlay);
        if (ArmTypes.tellsProvisioning(type())) {
            properties.put("provisioningState", provisioning);
        }
        addPower(properties, instanceView);
        shown.put("properties", properties);
        return shown;
    }

    private void addPower(Map<String, Object> properties, boolean instanceView) {
        switch (type()) {
            case ArmTypes.GATEWAY -> properties.put("operationalState", capital(power));
            case ArmTypes.DATABASE -> properties.put("state", capital(power.equals("running") ? "ready" : power));
            case ArmTypes.MACHINE -> {
                if (instanceView) {
                    var codes = List.of(
                            "ProvisioningState/" + provisioning.toLowerCase(Locale.ROOT), "PowerState/" + power);
                    properties.put(
                            "instanceView",
                            Map.of(
                                    "statuses",
                                    codes.stream()
                                            .map(code -> Map.of("code", code))
                                            .toList()));
                }
            }
            default -> {}
        }
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static Object without(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var kept = new LinkedHashMap<Object, Object>();
                map.forEach((key, inner) -> {
                    if (!WRITE_ONLY.contains(String.valueOf(key))) {
                        kept.put(key, without(inner));
                    }
                });
                yield kept;
            }
            case List<?> list -> list.stream().map(LiveResource::without).toList();
            default -> value;
        };
    }
}
