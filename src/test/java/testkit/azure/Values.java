package testkit.azure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON values, whoever made them, in the forms that the evaluator knows.
final class Values {
    private static final int DEPTH_MAX = 100;

    private Values() {}

    /// The same value with whole numbers as `Long` and null as [Nothing]; expressions in it stay as they are.
    static Object plain(@Nullable Object value) {
        return plain(value, 0);
    }

    private static Object plain(@Nullable Object value, int depth) {
        if (depth > DEPTH_MAX) {
            throw new ArmTemplate.Invalid("InvalidTemplate", "a value is nested too deeply");
        }
        return switch (value) {
            case null -> Nothing.NULL;
            case Integer number -> number.longValue();
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<String, Object>();
                map.forEach((key, item) -> plain.put(String.valueOf(key), plain(item, depth + 1)));
                yield plain;
            }
            case List<?> list ->
                list.stream().map(item -> plain(item, depth + 1)).toList();
            default -> value;
        };
    }

    /// An object of the template, empty if it is left out.
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String what, @Nullable Object value) {
        return switch (value) {
            case null -> Map.of();
            case Map<?, ?> map -> (Map<String, Object>) map;
            default -> throw new ArmTemplate.Invalid("InvalidTemplate", what + " is no object: " + value);
        };
    }

    /// A list of the template, empty if it is left out.
    @SuppressWarnings("unchecked")
    static List<Object> list(String what, @Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> (List<Object>) list;
            default -> throw new ArmTemplate.Invalid("InvalidTemplate", what + " is no array: " + value);
        };
    }

    static String text(String what, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new ArmTemplate.Invalid("InvalidTemplate", what + " is no string: " + value);
    }
}
