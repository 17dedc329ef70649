package testkit.fake;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import testkit.fake.Shortages.When;

/// The deployments of the stand-in's resource group: checks what is handed in as the published description has
/// it, and lets the resources come into being.
final class ArmDeployments {
    private static final Set<String> CONTENT = Set.of("properties", "tags");
    private static final Set<String> PROPERTIES = Set.of(
            "template",
            "parameters",
            "mode",
            "debugSetting",
            "expressionEvaluationOptions",
            "onErrorDeployment",
            "validationLevel");

    /// One of them. `values` are the parameters that may be shown.
    private record Deployment(Operation operation, Instant begun, Map<String, ?> values, Map<String, ?> outputs) {}

    private final ArmGroup group;
    private final TemplateExpansion expansion;
    private final Shortages shortages;
    private final Map<String, Deployment> all = new LinkedHashMap<>();
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    ArmDeployments(ArmGroup group, TemplateExpansion expansion, Shortages shortages) {
        this.group = group;
        this.expansion = expansion;
        this.shortages = shortages;
    }

    /// The values of secure parameters; they must never come back.
    Set<String> secrets() {
        return secrets;
    }

    /// A refusal, or the operation that has begun.
    sealed interface Result {
        record No(Reply reply) implements Result {}

        record Begun(Operation operation, boolean anew) implements Result {}
    }

    Result put(String name, String text) {
        var misnamed = misnamed(name);
        if (misnamed.isPresent()) {
            return misnamed.get();
        }
        var earlier = Optional.ofNullable(all.get(name));
        if (earlier.isPresent() && !earlier.get().operation().over()) {
            return no(
                    409,
                    "DeploymentActive",
                    "Unable to edit or replace deployment '" + name + "': previous deployment is still active.");
        }
        return asked(text, Set.of(), content -> expanded(name, content));
    }

    /// What an order would come to: nothing is begun but the question itself, whose operation fails as the order
    /// would. What is malformed is refused at once.
    Result whatIf(String name, String text) {
        return misnamed(name)
                .orElseGet(() -> asked(text, Set.of("whatIfSettings"), content -> foreseen(name, content)));
    }

    private Result foreseen(String name, Map<String, Object> properties) {
        String format = String.valueOf(JsonText.object(properties.getOrDefault("whatIfSettings", Map.of()))
                .getOrDefault("resultFormat", "FullResourcePayloads"));
        if (!Set.of("ResourceIdOnly", "FullResourcePayloads").contains(format)) {
            return no(400, "InvalidRequestContent", "The request content was invalid: resultFormat " + format);
        }
        return read(properties, order -> {
            keepSecrets(order);
            var refusal = invalid(name, order.resources())
                    .map(result -> JsonText.object(
                            JsonText.read(((Result.No) result).reply().body())
                                    .map(body -> body.get("error"))
                                    .orElseThrow()));
            return new Result.Begun(group.ask(refusal.orElse(Map.of())), true);
        });
    }

    private static Optional<Result> misnamed(String name) {
        return name.matches("[-\\w._()]{1,64}")
                ? Optional.empty()
                : Optional.of(no(400, "InvalidDeploymentName", "The deployment name '" + name + "' is not valid."));
    }

    private static Result asked(String text, Set<String> more, Function<Map<String, Object>, Result> answer) {
        var content = JsonText.read(text);
        var problem = content.map(found -> problem(found, more)).orElse("it is no JSON object");
        return problem.isEmpty()
                ? answer.apply(JsonText.object(content.orElseThrow().get("properties")))
                : no(400, "InvalidRequestContent", "The request content was invalid: " + problem);
    }

    private static String problem(Map<String, Object> content, Set<String> more) {
        var properties = new TreeMap<>(JsonText.object(content.get("properties")));
        properties.keySet().removeAll(more);
        if (!CONTENT.containsAll(content.keySet()) || !PROPERTIES.containsAll(properties.keySet())) {
            return "could not find a member of " + content.keySet() + " and " + properties.keySet();
        }
        if (!"Incremental".equals(properties.get("mode"))) {
            return "mode " + properties.get("mode") + " deletes what the template does not name";
        }
        var template = JsonText.object(properties.get("template"));
        if (!template.containsKey("$schema") || !template.containsKey("contentVersion")) {
            return "no template with $schema and contentVersion";
        }
        return JsonText.object(properties.get("parameters")).values().stream()
                        .allMatch(value -> JsonText.object(value).keySet().equals(Set.of("value")))
                ? ""
                : "parameters are not {name: {value: ...}}";
    }

    /// A template with its parameters, expanded.
    private record Order(
            Map<String, Object> template,
            Map<String, Object> declared,
            Map<String, Object> values,
            List<TemplateExpansion.Described> resources) {}

    private Result expanded(String name, Map<String, Object> properties) {
        return read(
                properties,
                order -> invalid(name, order.resources())
                        .orElseGet(() -> begin(
                                name,
                                order.resources(),
                                order.declared(),
                                order.values(),
                                expansion.outputs(order.template(), order.values()))));
    }

    private Result read(Map<String, Object> properties, Function<Order, Result> answer) {
        var template = JsonText.object(properties.get("template"));
        var values = new TreeMap<String, Object>();
        JsonText.object(properties.get("parameters"))
                .forEach((key, value) ->
                        JsonText.at(JsonText.object(value), "value").ifPresent(present -> values.put(key, present)));
        try {
            var declared = JsonText.object(template.get("parameters"));
            var undeclared = values.keySet().stream()
                    .filter(key -> !declared.containsKey(key))
                    .toList();
            if (!undeclared.isEmpty()) {
                throw new TemplateExpansion.Invalid(
                        "InvalidTemplate", "The template parameters " + undeclared + " are not valid.");
            }
            return answer.apply(new Order(template, declared, values, expansion.expand(template, values)));
        } catch (TemplateExpansion.Invalid e) {
            return no(400, e.code(), String.valueOf(e.getMessage()));
        }
    }

    /// What Azure sees before it begins.
    private Optional<Result> invalid(String name, List<TemplateExpansion.Described> resources) {
        var details = resources.stream()
                .flatMap(resource -> wrong(resource).stream())
                .<Map<String, Object>>map(
                        error -> new LinkedHashMap<>(Map.of("code", error.code(), "message", error.message())))
                .toList();
        String message = "The template deployment '" + name
                + "' is not valid according to the validation procedure. See inner errors for details.";
        return details.isEmpty()
                ? Optional.empty()
                : Optional.of(new Result.No(Reply.json(
                        400,
                        Map.of(
                                "error",
                                Map.of(
                                        "code", "InvalidTemplateDeployment",
                                        "message", message,
                                        "details", details)))));
    }

    private Optional<Shortages.ErrorText> wrong(TemplateExpansion.Described resource) {
        return ArmTypes.versions(resource.type()).contains(resource.apiVersion())
                ? shortages.find(When.AT_ONCE, resource.type(), JsonText.write(resource.body()))
                : Optional.of(new Shortages.ErrorText(
                        "NoRegisteredProviderFound",
                        "No registered resource provider found for API version '" + resource.apiVersion()
                                + "' for type '" + resource.type() + "'."));
    }

    private void keepSecrets(Order order) {
        order.declared().forEach((key, value) -> {
            String type = String.valueOf(JsonText.object(value).get("type"));
            if (type.toLowerCase(Locale.ROOT).startsWith("secure")) {
                Optional.ofNullable(order.values().get(key)).ifPresent(secret -> secrets.add(String.valueOf(secret)));
            }
        });
    }

    private Result begin(
            String name,
            List<TemplateExpansion.Described> resources,
            Map<String, Object> declared,
            Map<String, Object> values,
            Map<String, ?> outputs) {
        var shown = new TreeMap<String, Object>();
        declared.forEach((key, value) -> {
            String type = String.valueOf(JsonText.object(value).get("type"));
            if (!type.toLowerCase(Locale.ROOT).startsWith("secure")) {
                shown.put(key, new TreeMap<>(Map.of("type", type, "value", String.valueOf(values.get(key)))));
            } else {
                shown.put(key, Map.of("type", type));
                Optional.ofNullable(values.get(key)).ifPresent(secret -> secrets.add(String.valueOf(secret)));
            }
        });
        var parts = resources.stream().map(group::put).toList();
        var end = parts.stream()
                .map(Operation::end)
                .max(Comparator.naturalOrder())
                .orElse(group.now());
        var operation = group.begin("deploy", end, failure(parts), () -> {});
        boolean anew = all.put(name, new Deployment(operation, group.now(), shown, outputs)) == null;
        return new Result.Begun(operation, anew);
    }

    /// The failures within, wrapped as Azure wraps them: in details, and in the text of a message.
    private static Map<String, Object> failure(List<Operation> parts) {
        var details = parts.stream()
                .flatMap(part -> part.error().stream())
                .map(error -> JsonText.write(Map.of("status", "Failed", "error", wrapped(error))))
                .map(text -> Map.of("code", "Conflict", "message", text))
                .toList();
        if (details.isEmpty()) {
            return Map.of();
        }
        var failure = new LinkedHashMap<String, Object>();
        failure.put("code", "DeploymentFailed");
        failure.put("message", "At least one resource deployment operation failed. Please list deployment operations.");
        failure.put("details", details);
        return failure;
    }

    private static Map<String, ?> wrapped(Map<String, Object> error) {
        return Map.of(
                "code", "ResourceDeploymentFailure",
                "message", "The resource write operation failed to complete successfully.",
                "details", List.of(error));
    }

    boolean delete(String name) {
        return all.remove(name) != null;
    }

    /// As a question for it is answered.
    Optional<Map<String, Object>> shown(String name, String path) {
        return Optional.ofNullable(all.get(name)).map(deployment -> {
            var operation = deployment.operation();
            var properties = new LinkedHashMap<String, Object>();
            properties.put("provisioningState", operation.state());
            properties.put("mode", "Incremental");
            properties.put("timestamp", deployment.begun().toString());
            properties.put("parameters", deployment.values());
            operation.error().filter(error -> operation.over()).ifPresent(error -> properties.put("error", error));
            if (operation.state().equals("Succeeded")) {
                var outputs = new TreeMap<String, Object>();
                deployment
                        .outputs()
                        .forEach((key, value) -> outputs.put(key, Map.of("type", "String", "value", value)));
                properties.put("outputs", outputs);
            }
            var body = new LinkedHashMap<String, Object>();
            body.put("id", path);
            body.put("name", name);
            body.put("type", "Microsoft.Resources/deployments");
            body.put("properties", properties);
            return body;
        });
    }

    private static Result no(int status, String code, String message) {
        return new Result.No(Reply.error(status, code, message));
    }
}
