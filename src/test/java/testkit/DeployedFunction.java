package testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A function of the template as Lambda is told to run it: its handler, its memory in MB, how long it may take, and its
/// environment.
public record DeployedFunction(
        String name, String handler, int memory, Duration timeout, Map<String, String> environment) {

    /// The functions in Java that a stack has, in the order of the template.
    public static List<DeployedFunction> in(Stack stack) {
        return stack.template().resources("AWS::Serverless::Function").keySet().stream()
                .filter(stack::makes)
                .filter(name -> property(stack, name, "Runtime").startsWith("java"))
                .map(name -> new DeployedFunction(
                        name,
                        property(stack, name, "Handler"),
                        Integer.parseInt(property(stack, name, "MemorySize")),
                        Duration.ofSeconds(Long.parseLong(property(stack, name, "Timeout"))),
                        environment(stack, name)))
                .toList();
    }

    private static String property(Stack stack, String function, String property) {
        return stack.property(function, property)
                .or(() -> Optional.ofNullable(
                        stack.template().map("Globals", "Function").get(property)))
                .map(String::valueOf)
                .orElse("");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> environment(Stack stack, String function) {
        var environment = new TreeMap<String, String>();
        stack.property(function, "Environment")
                .map(section -> Stack.section((Map<String, Object>) section, "Variables"))
                .ifPresent(
                        variables -> variables.forEach((name, value) -> environment.put(name, String.valueOf(value))));
        return environment;
    }

    /// The class of the handler.
    public String type() {
        return handler.substring(0, handler.indexOf("::"));
    }

    /// The same with other values for variables that it has; what it does not have it is not given.
    public DeployedFunction with(Map<String, String> values) {
        var changed = new TreeMap<>(environment);
        changed.replaceAll(values::getOrDefault);
        return new DeployedFunction(name, handler, memory, timeout, changed);
    }
}
