package testkit.azure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares one resource with its shape and collects what differs.
final class ShapeCheck {
    private static final int DEPTH_MAX = 60;
    private final ShapeFile file;
    private final List<String> problems;

    ShapeCheck(ShapeFile file, List<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    void resource(ArmResource resource) {
        Shape.Block block = file.block(resource.type());
        Shape.Property name = block.properties().get("name");
        if (name != null) {
            value(
                    "name",
                    name.shape(),
                    resource.name().substring(resource.name().lastIndexOf('/') + 1),
                    0);
        }
        object("", block, resource.body(), 0, "name");
    }

    private void object(String path, Shape.Block block, Map<?, ?> value, int depth, String skipped) {
        value.forEach((key, item) -> {
            Shape.Property property = block.properties().get(String.valueOf(key));
            if (property == null) {
                problems.add(path + key + " is no property; there are "
                        + block.properties().keySet());
            } else {
                value(path + key, property.shape(), item, depth + 1);
            }
        });
        block.properties().forEach((key, property) -> {
            if (property.required() && !value.containsKey(key) && !key.equals(skipped)) {
                problems.add(path + key + " is missing");
            }
        });
    }

    private void value(String path, Shape shape, @Nullable Object value, int depth) {
        if (depth > DEPTH_MAX) {
            problems.add(path + " is nested too deeply");
        } else if (!(value instanceof Deferred) || shape instanceof Shape.ReadOnly) {
            known(path, shape, value, depth);
        }
    }

    private void known(String path, Shape shape, @Nullable Object value, int depth) {
        switch (shape) {
            case Shape.ReadOnly readOnly -> problems.add(path + " is read-only: only the service writes it");
            case Shape.Any any -> {}
            case Shape.Text text -> text(path, text, value);
            case Shape.Whole(Shape.Range range) ->
                check(
                        value instanceof Long n && range.holds(n) || value instanceof Integer i && range.holds(i),
                        path,
                        "a whole number in " + range,
                        value);
            case Shape.Truth truth -> check(value instanceof Boolean, path, "true or false", value);
            case Shape.Choice(List<String> values) -> check(values.contains(value), path, "one of " + values, value);
            case Shape.Ref ref ->
                check(
                        value instanceof Map<?, ?> map && map.keySet().equals(Set.of("id")),
                        path,
                        "an object with an id alone",
                        value);
            case Shape.Named(String name) -> named(path, name, value, depth);
            case Shape.ListOf(Shape item) -> list(path, item, value, depth);
            case Shape.MapOf(Shape item) -> map(path, item, value, depth);
        }
    }

    private void text(String path, Shape.Text shape, @Nullable Object value) {
        Object shown = shape.secret() ? "this secret" : value;
        if (!(value instanceof String text)) {
            check(false, path, "a string", shown);
            return;
        }
        check(shape.length().holds(text.length()), path, "of a length in " + shape.length(), shown);
        check(shape.pattern() == null || shape.pattern().matcher(text).find(), path, "like " + shape.pattern(), shown);
    }

    private void named(String path, String name, @Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            object(path + ".", file.block(name), map, depth, "");
        } else {
            check(false, path, "an object", value);
        }
    }

    private void list(String path, Shape item, @Nullable Object value, int depth) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                value(path + "[" + i + "]", item, list.get(i), depth + 1);
            }
        } else {
            check(false, path, "an array", value);
        }
    }

    private void map(String path, Shape item, @Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> value(path + "." + key, item, inner, depth + 1));
        } else {
            check(false, path, "an object", value);
        }
    }

    private void check(boolean right, String path, String wanted, @Nullable Object value) {
        if (!right) {
            problems.add(path + " must be " + wanted + ", not " + value);
        }
    }
}
