package testkit.azure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A parameter as a template declares it, and the values that it takes.
record Declared(String name, Map<String, Object> declaration) {
    private static final Map<String, Class<?>> TYPES = Map.of(
            "string", String.class,
            "securestring", String.class,
            "int", Long.class,
            "bool", Boolean.class,
            "object", Map.class,
            "secureobject", Map.class,
            "array", List.class);
    private static final Set<String> WORDS = Set.of(
            "type", "defaultValue", "allowedValues", "minLength", "maxLength", "minValue", "maxValue", "metadata");

    Declared {
        for (String word : declaration.keySet()) {
            if (!WORDS.contains(word)) {
                throw invalid("the parameter '" + name + "' has the unknown property '" + word + "'");
            }
        }
        if (!TYPES.containsKey(String.valueOf(declaration.get("type")))) {
            throw invalid("the parameter '" + name + "' has no valid type: " + declaration.get("type"));
        }
        if (declaration.get("type") instanceof String type
                && type.startsWith("secure")
                && !"".equals(declaration.getOrDefault("defaultValue", ""))) {
            throw invalid("the secure parameter '" + name + "' has a default, which everybody can read");
        }
    }

    boolean isSecure() {
        return String.valueOf(declaration.get("type")).startsWith("secure");
    }

    /// The value that is used: what is given, else the default.
    Object value(@Nullable Object given, Evaluator evaluator) {
        if (given == null && !declaration.containsKey("defaultValue")) {
            throw invalid("the value for the template parameter '" + name + "' is not provided");
        }
        Object value = given == null ? evaluator.resolve(declaration.get("defaultValue")) : Values.plain(given);
        check(value);
        return value;
    }

    /// A value of this type; what is not known yet passes.
    Object output(Object value) {
        if (!(value instanceof Deferred)) {
            check(value);
        }
        return value;
    }

    private void check(Object value) {
        String type = String.valueOf(declaration.get("type"));
        Class<?> wanted = TYPES.get(type);
        if (wanted == null || !wanted.isInstance(value)) {
            throw wrong(value, "is not of the type " + type);
        }
        if (declaration.get("allowedValues") instanceof List<?> allowed
                && !allowed.stream().map(Values::plain).toList().contains(value)) {
            throw wrong(value, "is not one of " + allowed);
        }
        switch (value) {
            case Long number -> bounds(value, number, "minValue", "maxValue");
            case String text -> bounds(value, text.length(), "minLength", "maxLength");
            case List<?> list -> bounds(value, list.size(), "minLength", "maxLength");
            default -> {}
        }
    }

    private void bounds(Object value, long measure, String low, String high) {
        if (declaration.get(low) instanceof Number min && measure < min.longValue()) {
            throw wrong(value, "is below the " + low + " " + min);
        }
        if (declaration.get(high) instanceof Number max && measure > max.longValue()) {
            throw wrong(value, "is above the " + high + " " + max);
        }
    }

    private ArmTemplate.Invalid wrong(Object value, String what) {
        return invalid("the provided value " + (isSecure() ? "" : value + " ") + "for the template parameter '" + name
                + "' " + what);
    }

    private static ArmTemplate.Invalid invalid(String message) {
        return new ArmTemplate.Invalid("InvalidTemplate", message);
    }
}
