package testkit.azure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Where secure parameters of a template can flow: only into properties that the service itself treats as
/// passwords, and those take nothing else. Everything else (outputs, tags, names, start scripts) can be read by
/// whoever may read the resource group.
public final class SecretFlows {
    private SecretFlows() {}

    /// Each place that a secure parameter reaches and must not; variables and defaults are followed.
    public static List<String> problems(Map<String, Object> template) {
        TemplateForm form = TemplateForm.of(template);
        var problems = new ArrayList<String>();
        for (Object entry : Values.list("resources", form.root().get("resources"))) {
            Map<String, Object> resource = Values.object("a resource", entry);
            String type = String.valueOf(resource.get("type"));
            String api = String.valueOf(resource.get("apiVersion"));
            Mentions.leaves(resource, "", 0, (path, text) -> {
                if (Shapes.published().isSecret(type, api, names(path))) {
                    mustBeSecure(form, type + path, text, problems);
                } else {
                    report(form, type + path, text, problems);
                }
            });
        }
        Mentions.leaves(form.root().get("outputs"), "outputs", 0, (path, text) -> report(form, path, text, problems));
        return problems;
    }

    private static void report(TemplateForm form, String path, String text, List<String> problems) {
        Set<String> secure = behind(form, text);
        secure.removeIf(name -> !isSecure(form, name));
        if (!secure.isEmpty()) {
            problems.add(path + " gives away " + secure);
        }
    }

    /// A password comes from a secure parameter: everything else stays readable in the deployment's history.
    private static void mustBeSecure(TemplateForm form, String path, String text, List<String> problems) {
        Set<String> behind = behind(form, text);
        if (behind.isEmpty() || !behind.stream().allMatch(name -> isSecure(form, name))) {
            problems.add(path + " is a password, but does not come from a secure parameter: " + behind);
        }
    }

    private static Set<String> behind(TemplateForm form, String text) {
        var declarations = new HashMap<String, Object>();
        form.parameters().forEach((name, declared) -> declarations.put(name, declared.declaration()));
        return new TreeSet<>(Mentions.parametersBehind(text, declarations, form.variables()));
    }

    private static boolean isSecure(TemplateForm form, String name) {
        Declared declared = form.parameters().get(name);
        return declared != null && declared.isSecure();
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.substring(1).replaceAll("\\[\\d+]", ".[]").split("\\.", -1))
                .toList();
    }
}
