package engine.format;

import base.CorruptionFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON object that was read, with typed access. A missing or differently typed member is a {@link
/// CorruptionFailure} that names the file and the member.
public record JsonObject(Map<String, @Nullable Object> members, String what) {

    public String text(String name) {
        return required(name, String.class);
    }

    public long number(String name) {
        return required(name, Long.class);
    }

    /// A text, or nothing if the member is absent or null.
    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(members.get(name)).map(String::valueOf);
    }

    /// A whole number, or nothing if the member is absent or something else.
    public Optional<Long> optionalNumber(String name) {
        return Optional.ofNullable(members.get(name))
                .filter(Long.class::isInstance)
                .map(Long.class::cast);
    }

    /// The member that is an object, or nothing if it is absent or something else.
    public Optional<JsonObject> optionalObject(String name) {
        return members.get(name) instanceof Map<?, ?> ? Optional.of(object(name)) : Optional.empty();
    }

    /// The texts in a member that is an object of texts, by name; empty if it is absent.
    public Map<String, String> textsByName(String name) {
        var texts = new LinkedHashMap<String, String>();
        if (members.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put((String) key, String.valueOf(value)));
        }
        return texts;
    }

    /// The objects in a member that is an object of objects, in their order; empty if it is absent.
    public Map<String, JsonObject> objects(String name) {
        var objects = new LinkedHashMap<String, JsonObject>();
        if (members.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> objects.put((String) key, asObject(name, value)));
        }
        return objects;
    }

    /// The member that is an object.
    public JsonObject object(String name) {
        return asObject(name, members.get(name));
    }

    /// The objects in a member that is a list; empty if it is absent.
    public List<JsonObject> list(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream().map(item -> asObject(name, item)).toList()
                : List.of();
    }

    /// The texts in a member that is a list; empty if it is absent.
    public List<String> texts(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private JsonObject asObject(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonObject((Map<String, @Nullable Object>) map, what);
        }
        throw wrong(name);
    }

    private <T> T required(String name, Class<T> type) {
        Object value = members.get(name);
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw wrong(name);
    }

    private CorruptionFailure wrong(String name) {
        return new CorruptionFailure(
                what + " has no usable \"" + name + "\"", "Use another backup and keep this one aside.");
    }
}
