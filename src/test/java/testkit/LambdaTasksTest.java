package testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.TransientFailure;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Handlers are called as Lambda calls them.
final class LambdaTasksTest {
    /// What the handler below returns. The serializer writes records and reads none.
    public record Answer(String text, String function, int calls) {}

    private static final class Repeat implements RequestHandler<Map<String, String>, Answer> {
        private int calls;

        @Override
        public Answer handleRequest(Map<String, String> question, Context context) {
            assertThat(context.getRemainingTimeInMillis()).isBetween(1, 900_000);
            calls++;
            return new Answer(question.getOrDefault("text", "").repeat(2), context.getFunctionName(), calls);
        }
    }

    private static final class Reader implements RequestHandler<Answer, String> {
        @Override
        public String handleRequest(Answer input, Context context) {
            return input.text();
        }
    }

    /// Holds itself, so no text holds it.
    private static Object endless() {
        var map = new HashMap<String, Object>();
        map.put("self", map);
        return map;
    }

    private static String call(LambdaTasks tasks, String function, String input) throws Exception {
        return tasks.answer(new TaskCall("S", "r", function, new JsonText(input), Optional.empty()))
                .toString();
    }

    private static LambdaTasks with(Supplier<? extends RequestHandler<?, ?>> environment) {
        return new LambdaTasks().with("f", Duration.ofSeconds(5), environment);
    }

    @Test
    void inputAndOutputGoThroughTheSerializer() throws Exception {
        assertThat(call(with(Repeat::new), "f", "{\"text\": \"ab\", \"more\": null}"))
                .isEqualTo("{\"text\":\"abab\",\"function\":\"f\",\"calls\":1}");
    }

    @Test
    void aFunctionIsFoundByNameAliasAndArn() throws Exception {
        var tasks = with(Repeat::new);
        String arn = "arn:aws:lambda:ap-northeast-2:123456789012:function:f";
        for (String name : new String[] {"f", "f:live", arn, arn + ":live"}) {
            assertThat(call(tasks, name, "{\"text\": \"a\"}")).contains("\"function\":\"f\"");
        }
        assertThatThrownBy(() -> call(tasks, "g", "{}"))
                .isInstanceOfSatisfying(
                        TaskError.class, e -> assertThat(e.error()).isEqualTo("Lambda.ResourceNotFoundException"));
    }

    @Test
    void anEnvironmentIsKeptUntilItCoolsDown() throws Exception {
        var tasks = with(Repeat::new);
        call(tasks, "f", "{\"text\": \"a\"}");
        assertThat(call(tasks, "f", "{\"text\": \"a\"}")).contains("\"calls\":2");
        tasks.coolDown();
        assertThat(call(tasks, "f", "{\"text\": \"a\"}")).contains("\"calls\":1");
    }

    @Test
    void whatCannotBeReadOrWrittenIsAnError() {
        RequestHandler<Object, Object> broken = (input, context) -> endless();
        assertThatThrownBy(() -> call(with(() -> broken), "f", "{}")).hasMessageContaining("serialization of response");
        assertThatThrownBy(() -> call(with(Repeat::new), "f", "[1]")).hasMessageContaining("JSON parsing");
        assertThatThrownBy(() -> call(with(Reader::new), "f", "{\"text\": \"a\"}"))
                .hasMessageContaining("JSON parsing");
    }

    @Test
    void aHandlerThatTakesTooLongIsCutOffAndNotUsedAgain() throws Exception {
        var made = new AtomicInteger();
        var tasks = new LambdaTasks().with("f", Duration.ofMillis(200), () -> {
            boolean slow = made.incrementAndGet() == 1;
            return (RequestHandler<Object, Object>) (input, context) -> {
                if (slow) {
                    Servers.sleep(Duration.ofSeconds(30));
                }
                return Map.of("environment", made.get());
            };
        });
        assertThatThrownBy(() -> call(tasks, "f", "{}"))
                .isInstanceOfSatisfying(
                        TaskError.class, e -> assertThat(e.error()).isEqualTo("Sandbox.Timedout"));
        assertThat(call(tasks, "f", "{}")).isEqualTo("{\"environment\":2}");
    }

    @Test
    void whatAHandlerThrowsArrivesAsItIs() {
        RequestHandler<Object, Object> broken = (input, context) -> {
            throw new StackOverflowError("deep");
        };
        assertThatThrownBy(() -> call(with(() -> broken), "f", "{}")).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void aWorkflowCallsHandlersAndTriesAgainByTheirFailures() {
        var calls = new AtomicInteger();
        RequestHandler<Map<String, Object>, Map<String, Object>> probe = (input, context) -> {
            if (calls.incrementAndGet() == 1) {
                throw new TransientFailure("no answer", "Try again.");
            }
            return Map.of("down", false, "alarm", input);
        };
        RequestHandler<Object, String> site = (input, context) -> "started";
        var tasks = new LambdaTasks().with("probe", () -> probe).with("start", () -> site);

        var run = Workflow.shared()
                .start(
                        Scripts.root().resolve("src/test/resources/workflow/sample.asl.yaml"),
                        Map.of(
                                "ProbeFunction", "probe:live",
                                "StartFunctionArn", "arn:aws:lambda:ap-northeast-2:123456789012:function:start",
                                "ApproveFunction", "approve",
                                "PollFunction", "poll"),
                        Map.of("alarm", "a1"),
                        tasks,
                        Workflow.Waits.NONE);

        var output = run.await(Duration.ofSeconds(20)).output();
        assertThat(output.members()).containsEntry("prepared", Map.of("down", false, "site", "started"));
        assertThat(calls).hasValue(2);
    }
}
