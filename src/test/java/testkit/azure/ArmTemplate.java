package testkit.azure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The language of deployment templates (schema 2019-04-01, resource group scope), as far as ours goes: what
/// Azure checks before it asks any service, and what it then asks for. What is not understood is refused, never
/// skipped. The shapes of the resources are another matter: see [Shapes].
public final class ArmTemplate {
    private ArmTemplate() {}

    /// A template or a deployment that Azure Resource Manager refuses.
    public static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;

        public Invalid(String code, String message) {
            super(message);
            this.code = code;
        }

        /// The service's error code: `InvalidTemplate`, `InvalidResourceReference` ...
        public String code() {
            return code;
        }
    }

    /// Reads a template's text; a property that stands twice is an error.
    ///
    /// @throws Invalid if it is not one JSON object
    public static Map<String, Object> parse(String json) {
        return Values.object("the template", Json.read(json));
    }

    /// [#expand(Map, Map, Place, Set)] into an empty resource group.
    public static List<ArmResource> expand(Map<String, Object> template, Map<String, Object> parameterValues) {
        return expand(template, parameterValues, Place.ANY, Set.of());
    }

    /// What a deployment asks of the services: every resource whose condition holds, each after what it depends
    /// on. The same arguments give the same result.
    ///
    /// @param parameterValues by name, without the `value` around each
    /// @param existing ids of resources that the group has already and that the template may point at
    /// @throws Invalid for what Azure refuses beforehand, and for what would fail on the way because a resource is
    ///         missing or comes too late
    public static List<ArmResource> expand(
            Map<String, Object> template, Map<String, Object> parameterValues, Place place, Set<String> existing) {
        TemplateForm form = TemplateForm.of(template);
        Evaluator evaluator = form.with(parameterValues, place, id -> Optional.empty());
        var makes = new Instances(evaluator, place, Shapes.published());
        List<Instance> instances = makes.of(Values.list("resources", form.root().get("resources")));
        var dependencies = new Dependencies(instances, makes.loops());
        List<Instance> order = dependencies.order();
        var references = new References(place, existing, instances, dependencies);
        order.stream().filter(Instance::wanted).forEach(references::check);
        outputs(form, evaluator);
        return order.stream().filter(Instance::wanted).map(Instance::resource).toList();
    }

    /// The outputs of a deployment that is done: `{name: {type, value}}`.
    ///
    /// @param properties the properties of a resource by its id, as `reference()` gives them; what it does not
    ///         know is a [Deferred]
    public static Map<String, Object> outputs(
            Map<String, Object> template,
            Map<String, Object> parameterValues,
            Place place,
            Function<String, Optional<Map<String, Object>>> properties) {
        TemplateForm form = TemplateForm.of(template);
        return outputs(form, form.with(parameterValues, place, properties));
    }

    private static Map<String, Object> outputs(TemplateForm form, Evaluator evaluator) {
        var outputs = new LinkedHashMap<String, Object>();
        Values.object("outputs", form.root().get("outputs")).forEach((name, output) -> {
            Map<String, Object> declared = Values.object(name, output);
            if (!Set.of("type", "value", "condition", "metadata").containsAll(declared.keySet())
                    || !declared.containsKey("value")) {
                throw new Invalid("InvalidTemplate", "the output '" + name + "' has other parts than type and value");
            }
            if (Boolean.TRUE.equals(evaluator.resolve(declared.getOrDefault("condition", true)))) {
                Object value = evaluator.resolve(declared.get("value"));
                String type = Values.text("the type of the output " + name, declared.get("type"));
                outputs.put(
                        name, Map.of("type", type, "value", new Declared(name, Map.of("type", type)).output(value)));
            }
        });
        return outputs;
    }
}
