package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import testkit.Template;

/// Every function may do what its settings make it do, and the person who deploys is told whom Azure must trust.
final class FunctionRightsTest {
    private static final String FUNCTION = "AWS::Serverless::Function";

    private final Template template = Template.read();

    @Test
    void everyFunctionMayReadTheSecretsThatItIsGivenAndNoOther() {
        var given = new TreeMap<String, Set<String>>();
        var allowed = new TreeMap<String, Set<String>>();
        for (String name : template.resources(FUNCTION).keySet()) {
            given.put(name, references(secretsGivenTo(name)));
            allowed.put(name, references(resources(name, "secretsmanager:GetSecretValue")));
        }
        assertThat(allowed).isEqualTo(given);
    }

    @Test
    void whoeverReadsSecretsMayDecryptThem() {
        assertThat(functions(name -> !resources(name, "kms:Decrypt").isEmpty()))
                .contains("CheckDrSiteFunction", "CleanUpFunction", "ReportFunction")
                .isEqualTo(functions(name -> !secretsGivenTo(name).isEmpty()));
    }

    @Test
    void everyRoleThatAzureMustTrustIsAnOutput() {
        var trusted =
                functions(name -> !resources(name, "sts:GetWebIdentityToken").isEmpty());
        assertThat(trusted).contains("StartDrSiteFunction", "ReportFunction");
        for (String name : trusted) {
            var output = template.map("Outputs", name.replaceFirst("Function$", "RoleArn"));
            assertThat(output)
                    .as(name)
                    .containsEntry("Value", Map.of("!GetAtt", name + "Role.Arn"))
                    .containsKey("Description");
            assertThat(output.get("Condition"))
                    .isEqualTo(template.map("Resources", name).get("Condition"));
        }
    }

    /// Some of these requests carry no account of a resource, and would be refused with a plain condition.
    @Test
    void theWorkflowMayWriteItsLogAlsoWhereTheResourceHasNoAccount() {
        assertThat(statements(template.map("Resources", "FailoverWorkflow")))
                .filteredOn(statement -> "WriteItsLog".equals(statement.get("Sid")))
                .singleElement()
                .extracting(statement -> statement.get("Condition"))
                .isEqualTo(Map.of(
                        "StringEqualsIfExists", Map.of("aws:ResourceAccount", Map.of("!Ref", "AWS::AccountId"))));
    }

    private Set<String> functions(Predicate<String> which) {
        return template.resources(FUNCTION).keySet().stream()
                .filter(which)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Object> secretsGivenTo(String function) {
        return template.map("Resources", function, "Properties", "Environment", "Variables").entrySet().stream()
                .filter(variable -> variable.getKey().endsWith("_SECRET_ARN"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /// On what a function is allowed an action.
    private List<Object> resources(String function, String action) {
        return statements(template.map("Resources", function, "Properties")).stream()
                .filter(statement -> action.equals(statement.get("Action")))
                .<Object>map(statement -> statement.get("Resource"))
                .toList();
    }

    private static List<Map<?, ?>> statements(Object node) {
        var found = new ArrayList<Map<?, ?>>();
        switch (node) {
            case Map<?, ?> map when map.containsKey("Effect") -> found.add(map);
            case Map<?, ?> map -> map.values().forEach(value -> found.addAll(statements(value)));
            case List<?> list -> list.forEach(value -> found.addAll(statements(value)));
            default -> {}
        }
        return found;
    }

    /// The parameters that are named anywhere in it.
    private static Set<String> references(Object node) {
        return switch (node) {
            case Map<?, ?> map
            when map.get("!Ref") instanceof String name -> name.startsWith("AWS::") ? Set.of() : Set.of(name);
            case Map<?, ?> map -> references(List.copyOf(map.values()));
            case List<?> list ->
                list.stream()
                        .flatMap(value -> references(value).stream())
                        .collect(Collectors.toCollection(TreeSet::new));
            default -> Set.of();
        };
    }
}
