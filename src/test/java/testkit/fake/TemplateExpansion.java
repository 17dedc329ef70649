package testkit.fake;

import java.util.List;
import java.util.Map;

/// Turns a deployment template into the resources that it describes.
@FunctionalInterface
public interface TemplateExpansion {
    /// One of them: `body` is all but type, name and API version, with every expression replaced by its value.
    record Described(String type, String name, String apiVersion, Map<String, Object> body) {}

    /// The template or its parameters are not valid; `code` is Resource Manager's.
    final class Invalid extends RuntimeException {
        private final String code;

        public Invalid(String code, String message) {
            super(message);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /// The resources, in the order of their dependencies. `parameters` has the values by their names.
    List<Described> expand(Map<String, Object> template, Map<String, Object> parameters);

    /// The values of the template's outputs by their names.
    default Map<String, ?> outputs(Map<String, Object> template, Map<String, Object> parameters) {
        return Map.of();
    }

    /// For templates without any expression: the resources are as they stand.
    static TemplateExpansion literal() {
        return (template, parameters) -> JsonText.list(template.get("resources")).stream()
                .map(JsonText::object)
                .map(body -> new Described(
                        String.valueOf(body.get("type")),
                        String.valueOf(body.get("name")),
                        String.valueOf(body.get("apiVersion")),
                        body))
                .toList();
    }
}
