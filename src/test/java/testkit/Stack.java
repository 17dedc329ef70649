package testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The template with values for its parameters, as CloudFormation would make it: conditions decided, intrinsic
/// functions replaced. A resource, and each of its attributes, is known by its logical name; `AWS::Region` and its
/// like may be among the parameters.
public record Stack(Template template, Map<String, String> parameters) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9:]+)}");
    private static final Object NO_VALUE = new Object();

    /// The properties of the resources of a type that are made at all.
    public Map<String, Map<String, Object>> resources(String type) {
        var made = new LinkedHashMap<String, Map<String, Object>>();
        template.resources(type).forEach((name, properties) -> {
            if (makes(name)) {
                made.put(name, map(value(properties)));
            }
        });
        return made;
    }

    /// One property of a resource, and no other: those beside it may hold what the test kit does not know.
    public Optional<Object> property(String resource, String name) {
        return Optional.ofNullable(
                        template.map("Resources", resource, "Properties").get(name))
                .map(this::value)
                .filter(value -> !value.equals(NO_VALUE));
    }

    /// Whether a resource is made at all.
    public boolean makes(String resource) {
        var condition = Optional.ofNullable(template.map("Resources", resource).get("Condition"));
        return condition.map(String::valueOf).filter(id -> !holds(id)).isEmpty();
    }

    /// The rules that refuse these parameters, by name, with what they tell whoever deploys.
    public Map<String, String> brokenRules() {
        var broken = new LinkedHashMap<String, String>();
        for (String name : template.map("Rules").keySet()) {
            var rule = template.map("Rules", name);
            if (!rule.containsKey("RuleCondition") || truth(rule.get("RuleCondition"))) {
                list(rule.getOrDefault("Assertions", List.of())).stream()
                        .map(Stack::map)
                        .filter(assertion -> !truth(assertion.get("Assert")))
                        .forEach(assertion -> broken.merge(
                                name,
                                String.valueOf(assertion.get("AssertDescription")),
                                (one, two) -> one + " " + two));
            }
        }
        return broken;
    }

    /// A map within the properties of a resource, which must be there.
    public static Map<String, Object> section(Map<?, ?> properties, String name) {
        return map(Optional.<Object>ofNullable(properties.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no " + name + " in " + properties)));
    }

    /// A list within a map, which must be there.
    public static List<?> items(Map<?, ?> properties, String name) {
        return (List<?>) Optional.<Object>ofNullable(properties.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no " + name + " in " + properties));
    }

    /// Whether the condition of that name holds.
    public boolean holds(String condition) {
        return truth(template.map("Conditions").get(condition));
    }

    private boolean truth(@Nullable Object expression) {
        var function =
                function(expression).orElseThrow(() -> new IllegalArgumentException("no condition: " + expression));
        Object argument = function.getValue();
        return switch (function.getKey()) {
            case "!Condition" -> holds(String.valueOf(argument));
            case "!Equals" ->
                value(list(argument).get(0)).equals(value(list(argument).get(1)));
            case "!Not" -> !truth(list(argument).getFirst());
            case "!And" -> operands(argument).stream().allMatch(this::truth);
            case "!Or" -> operands(argument).stream().anyMatch(this::truth);
            default -> throw new IllegalArgumentException("no condition: " + expression);
        };
    }

    /// CloudFormation takes two to ten.
    private static List<Object> operands(Object argument) {
        var operands = list(argument);
        if (operands.size() < 2 || operands.size() > 10) {
            throw new IllegalArgumentException(operands.size() + " conditions in " + argument);
        }
        return operands;
    }

    private Object value(Object raw) {
        var function = function(raw);
        if (function.isPresent()) {
            return called(function.get().getKey(), function.get().getValue());
        }
        return switch (raw) {
            case Map<?, ?> map -> {
                var values = new LinkedHashMap<String, Object>();
                map.forEach((key, item) -> Optional.of(value(item))
                        .filter(made -> !made.equals(NO_VALUE))
                        .ifPresent(made -> values.put(String.valueOf(key), made)));
                yield values;
            }
            case List<?> list -> {
                var values = new ArrayList<>();
                list.forEach(item -> Optional.of(value(item))
                        .filter(made -> !made.equals(NO_VALUE))
                        .ifPresent(values::add));
                yield values;
            }
            default -> raw;
        };
    }

    private Object called(String function, Object argument) {
        return switch (function) {
            case "!Ref" -> reference(String.valueOf(argument));
            case "!GetAtt" -> String.valueOf(argument).replaceFirst("\\..*", "");
            case "!Sub" -> substituted(argument);
            case "!If" ->
                value(list(argument).get(holds(String.valueOf(list(argument).getFirst())) ? 1 : 2));
            case "!Select" ->
                list(value(list(argument).get(1)))
                        .get(Integer.parseInt(String.valueOf(list(argument).getFirst())));
            case "!Split" ->
                List.of((Object[]) String.valueOf(value(list(argument).get(1)))
                        .split(Pattern.quote(String.valueOf(list(argument).getFirst())), -1));
            default -> throw new IllegalArgumentException("the test kit does not know " + function);
        };
    }

    /// A text, or a list of a text and a map with values of its own.
    private String substituted(Object argument) {
        var own = argument instanceof List<?> list ? map(value(list.get(1))) : Map.<String, Object>of();
        Object text = argument instanceof List<?> list ? list.getFirst() : argument;
        return VARIABLE.matcher(String.valueOf(text))
                .replaceAll(match -> Matcher.quoteReplacement(String.valueOf(
                        own.containsKey(match.group(1)) ? own.get(match.group(1)) : reference(match.group(1)))));
    }

    private Object reference(String name) {
        if (name.startsWith("AWS::")) {
            return name.equals("AWS::NoValue")
                    ? NO_VALUE
                    : parameters.getOrDefault(name, name.substring("AWS::".length()));
        }
        var parameter = template.map("Parameters", name);
        return parameter.isEmpty()
                ? name.replaceFirst("\\..*", "")
                : parameters.getOrDefault(name, String.valueOf(parameter.getOrDefault("Default", "")));
    }

    private static Optional<Map.Entry<String, Object>> function(@Nullable Object raw) {
        if (raw instanceof Map<?, ?> map && map.size() == 1) {
            var entry = map.entrySet().iterator().next();
            String name = String.valueOf(entry.getKey());
            return name.startsWith("!") ? Optional.of(Map.entry(name, entry.getValue())) : Optional.empty();
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
