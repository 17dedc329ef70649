package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import testkit.Scripts;
import testkit.Template;

/// The state machines of the house keep its rules; and the rules find what breaks them.
final class WorkflowDefinitionTest {
    private static final Path SAMPLE = Scripts.root().resolve("src/test/resources/workflow/sample.asl.yaml");

    @TempDir
    Path folder;

    static Stream<Path> definitions() throws IOException {
        try (Stream<Path> files = Files.walk(Scripts.root().resolve("functions"))) {
            var found =
                    files.filter(file -> file.toString().endsWith(".asl.yaml")).toList();
            return Stream.concat(found.stream(), Stream.of(SAMPLE));
        }
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everyWorkflowKeepsTheRules(Path definition) {
        assertThat(WorkflowRules.findings(definition, Template.read())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Next: IsReady                       | Next: Nowhere                         | Nowhere
            Next: FalseAlarm                    | Next: Approve                         | FalseAlarm
            Seconds: 20                         | Seconds: 20, Assign: {a: 1}           | Assign
            Seconds: 20                         | SecondsPath: $.alarm                  | WaitForSite waits for a time
            StartAt: Prepare                    | QueryLanguage: JSONata, StartAt: Prepare | JSONata
            TimeoutSeconds: 1800                | Comment: none                         | Approve has no TimeoutSeconds
            TimeoutSeconds: 3600                | Version: "1.0"                        | the machine has no TimeoutSeconds
            Lambda.SdkClientException           | Lambda.Unknown                        | Probe does not try again
            Lambda.ENINotReadyException         | Lambda.Unknown                        | Poll does not try again
            Runtime.ExitError                   | Lambda.Unknown                        | StartSite does not try again
            [States.ALL]                        | [States.Timeout]                      | Poll has no Catch of States.ALL
            [base.TransientFailure]             | [base.TransientError]                 | no class has: base.TransientError
            [base.TransientFailure]             | [TransientFailure]                    | no class has: TransientFailure
            WaitForSite                         | Probe                                 | Probe: the name is not unique
            "token.$": $$.Task.Token            | "token.$": $.alarm                    | gives it to nobody
            "prepared.$": $.prepared            | "prepared.$": "{% $states.input %}"   | JSONata
            "Payload.$": $.prepared.site        | Payload: &a {}, ResultSelector: *a    | aliases
            """)
    void damageIsFound(String whole, String broken, String finding) throws IOException {
        String text = Files.readString(SAMPLE);
        assertThat(text).contains(whole);
        assertThat(WorkflowRules.findings(damaged(text, whole, broken), Template.read()))
                .anySatisfy(found -> assertThat(found).contains(finding));
    }

    /// Several members, separated by commas, each get a line of their own.
    private Path damaged(String text, String whole, String broken) throws IOException {
        var lines = text.lines().flatMap(line -> {
            String indent = " ".repeat(line.length() - line.stripLeading().length());
            return line.contains(whole)
                    ? Arrays.stream(line.replace(whole, broken).strip().split(", (?=[A-Z]\\w+: )", -1))
                            .map(member -> indent + member)
                    : Stream.of(line);
        });
        return Files.write(folder.resolve("damaged.asl.yaml"), lines.toList());
    }

    @Test
    void aTaskThatTriesAgainAfterOtherErrorsThanTheRestIsFound() throws IOException {
        String text = Files.readString(SAMPLE)
                .replaceFirst("\\[base.TransientFailure]", "[base.TransientFailure, Lambda.Another]");
        Path damaged = Files.writeString(folder.resolve("damaged.asl.yaml"), text);
        assertThat(WorkflowRules.findings(damaged, Template.read()))
                .containsExactly("the tasks do not all try again after the same errors");
    }

    @Test
    void whatTheTemplateGivesAndWhatTheWorkflowUsesAreTheSame() {
        String uri = Scripts.root().relativize(SAMPLE).toString();
        assertThat(WorkflowRules.findings(SAMPLE, template(uri, "ProbeFunction", "Other")))
                .anySatisfy(found -> assertThat(found).contains("does not give all"))
                .anySatisfy(found -> assertThat(found).contains("gives what is not used"));
        assertThat(WorkflowRules.findings(
                        SAMPLE, template(uri, "ProbeFunction", "StartFunctionArn", "ApproveFunction", "PollFunction")))
                .isEmpty();
    }

    private static Template template(String uri, String... names) {
        var substitutions = new LinkedHashMap<String, Object>();
        List.of(names).forEach(name -> substitutions.put(name, "x"));
        return new Template(Map.of(
                "Resources",
                Map.of(
                        "Machine",
                        Map.of(
                                "Type",
                                "AWS::Serverless::StateMachine",
                                "Properties",
                                Map.of("DefinitionUri", uri, "DefinitionSubstitutions", substitutions)))));
    }
}
