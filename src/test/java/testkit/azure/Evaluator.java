package testkit.azure;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Evaluates the expressions of one template, with the values of one deployment.
final class Evaluator {
    private static final int DEPTH_MAX = 100;
    private final Place place;
    private final Map<String, Object> variables;
    private final Function<String, Optional<Map<String, Object>>> references;
    private final Map<String, Object> parameters = new HashMap<>();
    private final Map<String, Object> evaluated = new HashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();
    private final Map<String, Long> loops = new LinkedHashMap<>();

    /// @param references what a resource's id stands for in `reference()`; empty if it does not exist yet
    Evaluator(Place place, Map<String, Object> variables, Function<String, Optional<Map<String, Object>>> references) {
        this.place = place;
        this.variables = variables;
        this.references = references;
    }

    void give(String parameter, Object value) {
        parameters.put(parameter, value);
    }

    /// Evaluates `body` for one turn of a loop.
    <T> T turn(String loop, long index, Supplier<T> body) {
        loops.put(loop, index);
        try {
            return body.get();
        } finally {
            loops.remove(loop);
        }
    }

    /// The JSON value with every expression evaluated; properties without a value are left out.
    Object resolve(@Nullable Object node) {
        return resolve(node, 0);
    }

    private Object resolve(@Nullable Object node, int depth) {
        if (depth > DEPTH_MAX) {
            throw invalid("the template is nested too deeply");
        }
        return switch (node) {
            case null -> Nothing.NULL;
            case String text when Expression.is(text) -> evaluate(Expression.parse(text));
            case String text -> Expression.literal(text);
            case Integer number -> number.longValue();
            case Map<?, ?> map -> object(map, depth);
            case List<?> list ->
                list.stream().map(item -> resolve(item, depth + 1)).toList();
            default -> node;
        };
    }

    private Map<String, Object> object(Map<?, ?> map, int depth) {
        if (map.containsKey("copy") && map.get("copy") instanceof List<?>) {
            throw invalid("a loop over a property is not evaluated here");
        }
        var object = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            Object name = resolve(key, depth + 1);
            Object resolved = resolve(value, depth + 1);
            if (resolved != Nothing.NULL) {
                object.put(String.valueOf(name), resolved);
            }
        });
        return object;
    }

    Object evaluate(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Property(Expression of, String name) -> property(evaluate(of), name);
            case Expression.Index(Expression of, Expression at) -> item(evaluate(of), evaluate(at));
            case Expression.Call call -> call(call);
        };
    }

    private static Object property(Object of, String name) {
        if (of instanceof Deferred) {
            return of;
        }
        Object value = of instanceof Map<?, ?> map ? map.get(name) : null;
        if (value == null) {
            throw invalid("the language expression property '" + name + "' doesn't exist in " + of);
        }
        return value;
    }

    private static Object item(Object of, Object at) {
        if (!(of instanceof List<?> list)) {
            return property(of, String.valueOf(at));
        }
        Object value =
                at instanceof Long index && index >= 0 && index < list.size() ? list.get(index.intValue()) : null;
        if (value == null) {
            throw invalid("the array index '" + at + "' is out of bounds: there are " + list.size() + " items");
        }
        return value;
    }

    private Object call(Expression.Call call) {
        if (call.function().equals("if")) {
            return condition(call.arguments());
        }
        var arguments = new Arguments(
                call.function(), call.arguments().stream().map(this::evaluate).toList());
        return switch (call.function()) {
            case "parameters" -> named("parameter", arguments.text(0), parameters);
            case "variables" -> variable(arguments.text(0));
            case "copyIndex" -> copyIndex(arguments);
            case "subscription" ->
                Map.of("subscriptionId", place.subscription(), "id", "/subscriptions/" + place.subscription());
            case "resourceGroup" -> Map.of("id", place.id(), "name", place.group(), "location", place.location());
            case "resourceId" -> resourceId(arguments);
            case "reference" -> reference(arguments);
            default -> function(arguments);
        };
    }

    private static Object function(Arguments arguments) {
        for (Object argument : arguments.all()) {
            if (argument instanceof Deferred deferred) {
                return deferred;
            }
        }
        return Functions.call(arguments.function(), arguments);
    }

    /// Only the chosen branch is evaluated.
    private Object condition(List<Expression> arguments) {
        if (arguments.size() != 3 || !(evaluate(arguments.getFirst()) instanceof Boolean chosen)) {
            throw invalid("if() wants a condition, known beforehand, and two values");
        }
        return evaluate(arguments.get(chosen ? 1 : 2));
    }

    private Object variable(String name) {
        if (!evaluated.containsKey(name)) {
            if (!underWay.add(name)) {
                throw invalid("circular variables: " + underWay);
            }
            evaluated.put(name, resolve(named("variable", name, variables)));
            underWay.remove(name);
        }
        return named("variable", name, evaluated);
    }

    private static Object named(String kind, String name, Map<String, Object> values) {
        Object value = values.get(name);
        if (value == null) {
            throw invalid("the template " + kind + " '" + name + "' is not found");
        }
        return value;
    }

    private Object copyIndex(Arguments arguments) {
        boolean named = arguments.size() > 0 && arguments.at(0) instanceof String;
        long offset = arguments.size() > (named ? 1 : 0) ? arguments.number(named ? 1 : 0) : 0;
        Long index = named
                ? loops.get(arguments.text(0))
                : loops.values().stream().findFirst().orElse(null);
        if (index == null) {
            throw invalid("copyIndex() stands outside its loop");
        }
        return index + offset;
    }

    private Object resourceId(Arguments arguments) {
        int type = IntStream.range(0, arguments.size())
                .filter(i -> arguments.text(i).contains("/"))
                .findFirst()
                .orElseThrow(() -> invalid("resourceId() has no type: " + arguments.all()));
        List<String> names = IntStream.range(type + 1, arguments.size())
                .mapToObj(arguments::text)
                .toList();
        var there = new Place(
                type == 2 ? arguments.text(0) : place.subscription(),
                type >= 1 ? arguments.text(type - 1) : place.group(),
                place.location());
        return there.id(arguments.text(type), names);
    }

    private Object reference(Arguments arguments) {
        String id = arguments.text(0);
        return references.apply(id).<Object>map(found -> found).orElseGet(() -> new Deferred(id));
    }

    private static ArmTemplate.Invalid invalid(String message) {
        return new ArmTemplate.Invalid("InvalidTemplate", message);
    }
}
