package architecture;

import base.Failure;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.events.AliasEvent;
import testkit.Scripts;
import testkit.Template;
import testkit.Workflow;

/// What must hold for every state machine of the house, beyond that Step Functions accepts it.
final class WorkflowRules {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern JAVA_CLASS = Pattern.compile("[a-z]\\w*(\\.[a-z]\\w*)*\\.[A-Z][\\w$]*");

    /// What Lambda itself throws in passing, in Step Functions' words: nothing of ours has judged it.
    private static final Set<String> OF_LAMBDA = Set.of(
            "Lambda.AWSLambdaException",
            "Lambda.ClientExecutionTimeoutException",
            "Lambda.EC2ThrottledException",
            "Lambda.EC2UnexpectedException",
            "Lambda.ENILimitReachedException",
            "Lambda.ENINotReadyException",
            "Lambda.ResourceNotReadyException",
            "Lambda.SdkClientException",
            "Lambda.ServiceException",
            "Lambda.TooManyRequestsException",
            "Lambda.Unknown",
            "Runtime.ExitError",
            "Sandbox.Timedout");

    /// A question that was not answered in time is not asked again, so the lists differ in this one.
    private static final String TIMEOUT = "States.Timeout";

    private final Path definition;
    private final Template template;
    private final String text;
    private final List<String> findings = new ArrayList<>();
    private final Set<Set<String>> retried = new HashSet<>();

    private WorkflowRules(Path definition, Template template) {
        this.definition = definition;
        this.template = template;
        try {
            this.text = Files.readString(definition);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is wrong with a definition, in sentences that start with the state's name.
    static List<String> findings(Path definition, Template template) {
        return new WorkflowRules(definition, template).check();
    }

    private List<String> check() {
        var samples = placeholders().stream().collect(Collectors.toMap(Function.identity(), WorkflowRules::sample));
        findings.addAll(Workflow.shared().problems(definition, samples));
        find(hasAliases(), "the file has aliases, which Step Functions does not promise to read");
        substitutions();
        Map<?, ?> machine = new Yaml().load(text);
        find(!(machine.get("TimeoutSeconds") instanceof Integer), "the machine has no TimeoutSeconds");
        states(machine, false);
        find(retried.size() > 1, "the tasks do not all try again after the same errors");
        return findings;
    }

    private void find(boolean wrong, String finding) {
        if (wrong) {
            findings.add(finding);
        }
    }

    private boolean hasAliases() {
        return StreamSupport.stream(new Yaml().parse(new StringReader(text)).spliterator(), false)
                .anyMatch(AliasEvent.class::isInstance);
    }

    private Set<String> placeholders() {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static String sample(String placeholder) {
        return placeholder.endsWith("Seconds")
                ? "60"
                : "arn:aws:lambda:ap-northeast-2:123456789012:function:" + placeholder;
    }

    private void substitutions() {
        String uri = Scripts.root().relativize(definition.toAbsolutePath()).toString();
        template.resources("AWS::Serverless::StateMachine").forEach((name, properties) -> {
            if (uri.equals(properties.get("DefinitionUri"))) {
                var given = keys(properties.get("DefinitionSubstitutions"));
                find(!given.containsAll(placeholders()), name + " does not give all of " + placeholders());
                find(!placeholders().containsAll(given), name + " gives what is not used: " + given);
            }
        });
    }

    private static Set<String> keys(@Nullable Object map) {
        return map instanceof Map<?, ?> keyed
                ? keyed.keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    private void states(Map<?, ?> machine, boolean caught) {
        if (machine.get("States") instanceof Map<?, ?> states) {
            states.forEach((name, state) -> state(String.valueOf(name), (Map<?, ?>) state, caught));
        }
    }

    private void state(String name, Map<?, ?> state, boolean caughtOutside) {
        boolean caught = caughtOutside || errors(state, "Catch").contains("States.ALL");
        boolean task = "Task".equals(state.get("Type"));
        find(task && !(state.get("TimeoutSeconds") instanceof Integer), name + " has no TimeoutSeconds");
        find(task && !caught, name + " has no Catch of States.ALL");
        find(
                task && isLambda(state) && !errors(state, "Retry").containsAll(OF_LAMBDA),
                name + " does not try again after " + new TreeSet<>(OF_LAMBDA));
        if (task && isLambda(state)) {
            var errors = new TreeSet<>(errors(state, "Retry"));
            errors.remove(TIMEOUT);
            retried.add(errors);
        }
        find(
                "Wait".equals(state.get("Type")) && !(state.get("Seconds") instanceof Integer),
                name + " waits for a time that is not written here");
        Stream.of("Retry", "Catch")
                .flatMap(field -> errors(state, field).stream())
                .forEach(error -> find(isUnknownClass(error), name + " names an error that no class has: " + error));
        nested(state).forEach(inner -> states(inner, caught));
    }

    private static boolean isLambda(Map<?, ?> state) {
        return String.valueOf(state.get("Resource")).contains("lambda")
                || String.valueOf(state.get("Resource")).startsWith("${");
    }

    private static List<Map<?, ?>> nested(Map<?, ?> state) {
        var inner = new ArrayList<Map<?, ?>>();
        Stream.of("Branches", "Iterator", "ItemProcessor")
                .map(state::get)
                .flatMap(value -> value instanceof Collection<?> list ? list.stream() : Stream.ofNullable(value))
                .forEach(machine -> inner.add((Map<?, ?>) machine));
        return inner;
    }

    /// The errors that the retriers or catchers of a state name.
    private static Set<String> errors(Map<?, ?> state, String field) {
        return state.get(field) instanceof List<?> list
                ? list.stream()
                        .flatMap(one -> one instanceof Map<?, ?> map && map.get("ErrorEquals") instanceof List<?> names
                                ? names.stream()
                                : Stream.empty())
                        .map(String::valueOf)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /// A function's error is the full name of its class, so a name without a package is a mistake too.
    private static boolean isUnknownClass(String error) {
        if (Arrays.stream(Failure.class.getPermittedSubclasses())
                .anyMatch(kind -> kind.getSimpleName().equals(error))) {
            return true;
        }
        if (!JAVA_CLASS.matcher(error).matches()) {
            return false;
        }
        try {
            return !Throwable.class.isAssignableFrom(Class.forName(error));
        } catch (ClassNotFoundException e) {
            return true;
        }
    }
}
