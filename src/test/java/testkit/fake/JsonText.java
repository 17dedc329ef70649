package testkit.fake;

import com.azure.json.JsonProviders;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// JSON as plain maps and lists.
final class JsonText {
    private JsonText() {}

    static String write(@Nullable Object value) {
        var text = new StringWriter();
        try (var writer = JsonProviders.createWriter(text)) {
            writer.writeUntyped(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// The object in `text`, without what is null in it; empty if there is none.
    static Optional<Map<String, Object>> read(String text) {
        try (var reader = JsonProviders.createReader(text)) {
            return Optional.ofNullable(reader.readUntyped())
                    .filter(Map.class::isInstance)
                    .flatMap(JsonText::present)
                    .map(JsonText::object);
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> present(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case Map<?, ?> map -> {
                var kept = new LinkedHashMap<String, Object>();
                map.forEach((name, inner) ->
                        present(inner).ifPresent(something -> kept.put(String.valueOf(name), something)));
                yield Optional.of(kept);
            }
            case List<?> list ->
                Optional.of(
                        list.stream().flatMap(inner -> present(inner).stream()).toList());
            default -> Optional.of(value);
        };
    }

    /// The value as an object; an empty one if it is none.
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : new LinkedHashMap<>();
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /// The value at the end of `path`.
    static Optional<Object> at(Map<String, ?> from, String... path) {
        Object value = from;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return Optional.ofNullable(value);
    }
}
