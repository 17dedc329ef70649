package cloud.azure;

import com.azure.json.JsonProviders;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// JSON as plain maps and lists, and the way to a value within them.
final class Json {
    private Json() {}

    /// Fails with {@link IOException} if the text is not one JSON object.
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> read(String text) throws IOException {
        try (var reader = JsonProviders.createReader(text)) {
            if (reader.readUntyped() instanceof Map<?, ?> map) {
                return (Map<String, @Nullable Object>) map;
            }
        } catch (IllegalStateException e) {
            throw new IOException(e);
        }
        throw new IOException("not an object");
    }

    static String write(Map<String, ?> value) {
        var text = new StringWriter();
        try (var writer = JsonProviders.createWriter(text)) {
            writer.writeUntyped(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// The value at the end of `path`; empty if something on the way is missing or null.
    static Optional<Object> at(Map<String, ?> from, String... path) {
        Object value = from;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return Optional.ofNullable(value);
    }

    static Optional<String> text(Map<String, ?> from, String... path) {
        return at(from, path).filter(String.class::isInstance).map(String.class::cast);
    }

    /// The objects of the list at the end of `path`.
    @SuppressWarnings("unchecked")
    static List<Map<String, @Nullable Object>> objects(Map<String, ?> from, String... path) {
        return at(from, path).filter(List.class::isInstance).map(List.class::cast).stream()
                .flatMap(list -> ((List<?>) list).stream())
                .filter(Map.class::isInstance)
                .map(item -> (Map<String, @Nullable Object>) item)
                .toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> object(Map<String, ?> from, String... path) {
        return at(from, path)
                .filter(Map.class::isInstance)
                .map(value -> (Map<String, @Nullable Object>) value)
                .orElseGet(Map::of);
    }
}
