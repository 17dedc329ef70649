package testkit.azure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// A template whose own form is right: sections, declarations, and nothing declared in vain or used undeclared.
record TemplateForm(Map<String, Declared> parameters, Map<String, Object> variables, Map<String, Object> root) {
    static final String SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    private static final Set<String> SECTIONS =
            Set.of("$schema", "contentVersion", "metadata", "parameters", "variables", "resources", "outputs");
    private static final int NAMES_MAX = 256;

    static TemplateForm of(Map<String, Object> template) {
        Map<String, Object> root = Values.object("the template", Values.plain(template));
        if (!SCHEMA.equals(root.get("$schema"))) {
            throw invalid("the $schema is not " + SCHEMA + ": " + root.get("$schema"));
        }
        if (!String.valueOf(root.get("contentVersion")).matches("\\d+\\.\\d+\\.\\d+\\.\\d+")) {
            throw invalid("the contentVersion is not of the form 1.0.0.0: " + root.get("contentVersion"));
        }
        for (String section : root.keySet()) {
            if (!SECTIONS.contains(section)) {
                throw invalid("the template has an unknown section '" + section + "'");
            }
        }
        if (!root.containsKey("resources")) {
            throw invalid("the template has no section 'resources'");
        }
        var declared = new LinkedHashMap<String, Declared>();
        Values.object("parameters", root.get("parameters"))
                .forEach((name, value) -> declared.put(name, new Declared(name, Values.object(name, value))));
        var form = new TemplateForm(declared, Values.object("variables", root.get("variables")), root);
        form.everythingIsDeclaredAndUsed();
        return form;
    }

    private void everythingIsDeclaredAndUsed() {
        Mentions mentions = Mentions.in(root);
        compare("parameter", parameters.keySet(), mentions.parameters);
        compare("variable", variables.keySet(), mentions.variables);
    }

    private static void compare(String kind, Set<String> declared, Set<String> used) {
        if (declared.size() > NAMES_MAX) {
            throw invalid("the template has more than " + NAMES_MAX + " " + kind + "s");
        }
        var unknown = new TreeSet<>(used);
        unknown.removeAll(declared);
        var idle = new TreeSet<>(declared);
        idle.removeAll(used);
        if (!unknown.isEmpty()) {
            throw invalid("the template " + kind + "s " + unknown + " are not found");
        }
        if (!idle.isEmpty()) {
            throw invalid("the template " + kind + "s " + idle + " are used nowhere");
        }
    }

    /// The values of one deployment, ready to evaluate with. A default may use parameters declared before it.
    Evaluator with(Map<String, Object> given, Place place, Function<String, Optional<Map<String, Object>>> references) {
        for (String name : given.keySet()) {
            if (!parameters.containsKey(name)) {
                throw invalid(
                        "the parameter '" + name + "' is given, but the template has only " + parameters.keySet());
            }
        }
        var evaluator = new Evaluator(place, variables, references);
        parameters.forEach((name, declared) -> evaluator.give(name, declared.value(given.get(name), evaluator)));
        return evaluator;
    }

    private static ArmTemplate.Invalid invalid(String message) {
        return new ArmTemplate.Invalid("InvalidTemplate", message);
    }
}
