package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import testkit.Scripts;
import testkit.Stack;
import testkit.Template;

/// The documentation's page of parameters says what the template says.
final class ParametersPageTest {
    private static final String HEAD = """
            # Every parameter

            Made from `template.yaml`; `mvn verify` fails if the two differ, and leaves the page as it should be in
            `target/parameters.md`. What is empty by default is optional unless a rule of the template says otherwise: it is
            refused before anything is made, with the names of what is missing.
            """;

    private final Template template = Template.read();

    @Test
    void thePageIsThatOfTheTemplate() throws IOException {
        var made = Scripts.root().resolve("target/parameters.md");
        Files.writeString(made, page());
        assertThat(Files.readString(Scripts.root().resolve("docs/parameters.md")))
                .as("docs/parameters.md; what it should be is in " + made)
                .isEqualTo(page());
    }

    private String page() {
        var groups = template.map("Metadata", "AWS::CloudFormation::Interface");
        return Stack.items(groups, "ParameterGroups").stream()
                .map(group -> section((Map<?, ?>) group))
                .collect(Collectors.joining("\n", HEAD + "\n", ""));
    }

    private String section(Map<?, ?> group) {
        String label = String.valueOf(group.get("Label")).replaceFirst("^\\{default=(.*)}$", "$1");
        return Stack.items(group, "Parameters").stream()
                .map(name -> row(String.valueOf(name)))
                .collect(Collectors.joining(
                        "\n", "## " + label + "\n\n| parameter | default | what it is |\n|---|---|---|\n", "\n"));
    }

    private String row(String name) {
        var parameter = template.map("Parameters", name);
        Object standard = parameter.get("Default");
        return "| `%s` | %s | %s%s |"
                .formatted(
                        name,
                        standard == null
                                ? "needed"
                                : String.valueOf(standard).isEmpty() ? "" : "`" + cell(standard) + "`",
                        cell(parameter.get("Description")),
                        allowed(parameter));
    }

    private static String allowed(Map<String, Object> parameter) {
        if (parameter.get("AllowedValues") instanceof List<?> values) {
            return values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", ", " One of ", "."));
        }
        return parameter.containsKey("MinValue")
                ? " From %s to %s.".formatted(parameter.get("MinValue"), parameter.get("MaxValue"))
                : "";
    }

    private static String cell(@Nullable Object text) {
        return String.valueOf(text).strip().replace("|", "\\|");
    }
}
