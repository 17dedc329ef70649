package testkit.azure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What parts of a template speak of, without evaluating them: both branches of an `if` count.
final class Mentions {
    private static final int DEPTH_MAX = 100;
    final Set<String> parameters = new TreeSet<>();
    final Set<String> variables = new TreeSet<>();

    static Mentions in(@Nullable Object node) {
        var mentions = new Mentions();
        leaves(node, "", 0, (path, text) -> mentions.read(text));
        return mentions;
    }

    /// Follows variables, and defaults of parameters, to everything that can flow into `node`.
    static Set<String> parametersBehind(@Nullable Object node, Map<String, ?> parameters, Map<String, ?> variables) {
        var all = in(node);
        var followed = new TreeSet<String>();
        while (true) {
            var next = new TreeSet<String>();
            all.variables.forEach(name -> next.add("v" + name));
            all.parameters.forEach(name -> next.add("p" + name));
            next.removeAll(followed);
            if (next.isEmpty()) {
                return all.parameters;
            }
            followed.addAll(next);
            for (String name : next) {
                Mentions more = in((name.startsWith("v") ? variables : parameters).get(name.substring(1)));
                all.parameters.addAll(more.parameters);
                all.variables.addAll(more.variables);
            }
        }
    }

    /// Every text of a JSON value with its path, keys included.
    static void leaves(@Nullable Object node, String path, int depth, BiConsumer<String, String> leaf) {
        if (depth > DEPTH_MAX) {
            throw new ArmTemplate.Invalid("InvalidTemplate", "the template is nested too deeply at " + path);
        }
        switch (node) {
            case Map<?, ?> map ->
                map.forEach((key, value) -> {
                    leaf.accept(path + ".<name>", String.valueOf(key));
                    leaves(value, path + "." + key, depth + 1, leaf);
                });
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    leaves(list.get(i), path + "[" + i + "]", depth + 1, leaf);
                }
            }
            case String text -> leaf.accept(path, text);
            case null, default -> {}
        }
    }

    private void read(String text) {
        if (Expression.is(text)) {
            read(Expression.parse(text));
        }
    }

    private void read(Expression expression) {
        switch (expression) {
            case Expression.Literal literal -> {}
            case Expression.Property property -> read(property.of());
            case Expression.Index index -> {
                read(index.of());
                read(index.at());
            }
            case Expression.Call call -> {
                named(call, "parameters", parameters);
                named(call, "variables", variables);
                call.arguments().forEach(this::read);
            }
        }
    }

    private static void named(Expression.Call call, String function, Set<String> names) {
        if (!call.function().equals(function)) {
            return;
        }
        if (call.arguments().size() == 1
                && call.arguments().getFirst() instanceof Expression.Literal(Object value)
                && value instanceof String name) {
            names.add(name);
        } else {
            throw new ArmTemplate.Invalid("InvalidTemplate", function + "() takes one name, written out");
        }
    }
}
