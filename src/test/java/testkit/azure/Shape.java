package testkit.azure;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one property of a resource may be; `scripts/azure-shapes` explains the notation.
sealed interface Shape {
    /// @param secret whether the service treats it as a password: never given back
    record Text(boolean secret, Range length, @Nullable Pattern pattern) implements Shape {}

    record Whole(Range range) implements Shape {}

    record Truth() implements Shape {}

    record Any() implements Shape {}

    /// An object with an id alone.
    record Ref() implements Shape {}

    record Named(String name) implements Shape {}

    record Choice(List<String> values) implements Shape {}

    record ListOf(Shape item) implements Shape {}

    record MapOf(Shape value) implements Shape {}

    record ReadOnly() implements Shape {}

    /// Bounds, both within.
    record Range(long min, long max) {
        private static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

        boolean holds(long number) {
            return min <= number && number <= max;
        }

        private static Range parse(String text) {
            if (text.isEmpty()) {
                return ALL;
            }
            String[] parts = text.split("\\.\\.", -1);
            return new Range(
                    parts[0].isEmpty() ? ALL.min : Long.parseLong(parts[0]),
                    parts[1].isEmpty() ? ALL.max : Long.parseLong(parts[1]));
        }
    }

    /// A property of an object or a resource.
    record Property(boolean required, Shape shape) {}

    /// The properties of an object by name.
    record Block(Map<String, Property> properties) {}

    static Shape parse(String text) {
        if (text.startsWith("[")) {
            return new ListOf(parse(text.substring(1, text.length() - 1)));
        }
        if (text.startsWith("{")) {
            return new MapOf(parse(text.substring(1, text.length() - 1)));
        }
        if (text.startsWith("\"")) {
            return new Choice(List.of(text.substring(1, text.length() - 1).split("\"\\|\"", -1)));
        }
        int tilde = text.indexOf(" ~ ");
        String[] words = (tilde < 0 ? text : text.substring(0, tilde)).split(" ", 2);
        Range range = Range.parse(words.length == 2 ? words[1] : "");
        return switch (words[0]) {
            case "string", "secret" ->
                new Text(
                        words[0].equals("secret"),
                        range,
                        tilde < 0 ? null : Pattern.compile(text.substring(tilde + 3)));
            case "integer" -> new Whole(range);
            case "boolean" -> new Truth();
            case "any" -> new Any();
            case "ref" -> new Ref();
            case "read-only" -> new ReadOnly();
            default -> new Named(words[0]);
        };
    }
}
