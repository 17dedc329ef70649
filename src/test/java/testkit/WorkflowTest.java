package testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.TransientFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Workflow.Waits;
import testkit.WorkflowResult.Status;

/// Workflows run here as Step Functions runs them.
final class WorkflowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path SAMPLE = Scripts.root().resolve("src/test/resources/workflow/sample.asl.yaml");
    private static final Map<String, String> SUBSTITUTIONS = Map.of(
            "ProbeFunction", "probe",
            "StartFunctionArn", "arn:aws:lambda:ap-northeast-2:123456789012:function:start",
            "ApproveFunction", "approve:live",
            "PollFunction", "poll");

    @TempDir
    Path folder;

    private final AtomicInteger polls = new AtomicInteger();

    private Object calm(TaskCall call) {
        return switch (call.state()) {
            case "Probe" -> Map.of("down", true);
            case "StartSite" -> Map.of("site", "warm");
            case "Poll" -> Map.of("ready", polls.incrementAndGet() >= 3);
            default -> Map.of();
        };
    }

    private static WorkflowRun sample(Workflow.Tasks tasks) {
        return Workflow.shared().start(SAMPLE, SUBSTITUTIONS, Map.of("alarm", "a1"), tasks, Waits.NONE);
    }

    private WorkflowRun machine(String definition, Workflow.Tasks tasks) throws Exception {
        return machine(definition, Map.of(), tasks, Waits.NONE);
    }

    private WorkflowRun machine(String definition, Map<String, ?> input, Workflow.Tasks tasks, Waits waits)
            throws Exception {
        Path file = Files.writeString(folder.resolve("machine.asl.yaml"), definition);
        return Workflow.shared().start("run-1", file, Map.of(), input, tasks, waits);
    }

    @Test
    void aWorkflowRunsFromItsDefinition() {
        var run = sample(this::calm);
        run.succeed(run.token("Approve"), Map.of("by", "someone"));

        var result = run.await(PATIENCE);

        assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(result.output().members())
                .containsEntry("alarm", "a1")
                .containsEntry("prepared", Map.of("down", true, "site", Map.of("site", "warm")))
                .containsEntry("approval", Map.of("by", "someone"));
        assertThat(Collections.frequency(run.entered(), "WaitForSite")).isEqualTo(2);
        assertThat(run.entered()).startsWith("Prepare").endsWith("Done");
        assertThat(run.tokens()).isEmpty();
    }

    @Test
    void aPathOfTheInputDecides() {
        var run = Workflow.shared()
                .start(SAMPLE, SUBSTITUTIONS, Map.of("alarm", "a1", "automatic", true), this::calm, Waits.NONE);
        assertThat(run.await(PATIENCE).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run.entered()).doesNotContain("Approve");
    }

    @Test
    void aFailureIsTriedAgainByTheNameOfItsClass() {
        var tries = new AtomicInteger();
        var run = sample(call -> {
            if (call.state().equals("Probe") && tries.incrementAndGet() < 3) {
                throw new TransientFailure("no answer", "Try again.");
            }
            return call.state().equals("Probe") ? Map.of("down", false) : calm(call);
        });
        assertThat(run.await(PATIENCE).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(tries).hasValue(3);
        assertThat(run.events())
                .filteredOn(event -> event.type().equals("StateRetried"))
                .hasSize(2);
    }

    @Test
    void aFailureThatStaysIsCaughtWithItsNameAndMessage() {
        var result = sample(call -> {
                    if (call.state().equals("Probe")) {
                        throw new IllegalStateException("broken");
                    }
                    return calm(call);
                })
                .await(PATIENCE);
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.error()).isEqualTo("java.lang.IllegalStateException");
        assertThat(new JsonText(result.cause()).members())
                .containsEntry("errorType", "java.lang.IllegalStateException")
                .containsEntry("errorMessage", "broken")
                .containsKey("stackTrace");
    }

    @Test
    void aTokenIsAnsweredOnceAndMustBeEncodedInAnAddress() {
        var run = sample(this::calm);
        String token = run.token("Approve");
        assertThat(token).containsPattern("[+/=]").hasSizeLessThan(2048);
        assertThatThrownBy(() -> run.succeed("other", Map.of())).isInstanceOf(NoSuchElementException.class);
        run.heartbeat(token);
        run.fail(token, "Denied", "by someone");

        var result = run.await(PATIENCE);

        assertThat(result.error()).isEqualTo("Denied");
        assertThat(result.cause()).isEqualTo("by someone");
        assertThatThrownBy(() -> run.succeed(token, Map.of())).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theTimeOfAnApprovalRunsOut() {
        var run = sample(this::calm);
        run.expire(run.token("Approve"));
        assertThat(run.await(PATIENCE).error()).isEqualTo("States.Timeout");
    }

    @Test
    void aFunctionMayAnswerItsTokenBeforeItReturns() throws Exception {
        var token = new CountDownLatch(1);
        var run = sample(call -> {
            if (call.state().equals("Approve")) {
                token.await();
            }
            return calm(call);
        });
        run.succeed(run.token("Approve"), Map.of());
        assertThat(run.await(PATIENCE).status()).isEqualTo(Status.SUCCEEDED);
        token.countDown();
    }

    @Test
    void anAbortedRunIsOver() {
        var run = sample(this::calm);
        String token = run.token("Approve");
        run.abort();
        assertThat(run.await(PATIENCE).status()).isEqualTo(Status.ABORTED);
        assertThat(run.tokens()).isEmpty();
        assertThatThrownBy(() -> run.succeed(token, Map.of())).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void manyRunsGoOnAtOnce() {
        var runs = IntStream.range(0, 20).mapToObj(i -> sample(this::calm)).toList();
        runs.reversed().forEach(run -> run.succeed(run.token("Approve"), Map.of()));
        assertThat(runs)
                .allSatisfy(run -> assertThat(run.await(PATIENCE).status()).isEqualTo(Status.SUCCEEDED));
    }

    @Test
    void whatPassedThroughCanBeSearched() {
        var run = sample(call -> {
            if (call.state().equals("Probe")) {
                throw new IllegalStateException("the password is pa55");
            }
            return calm(call);
        });
        run.await(PATIENCE);
        assertThat(run.transcript()).contains("pa55").contains("a1").contains("warm");
    }

    @Test
    void waitsTakeTheirTimeUnlessTheyAreShortened() throws Exception {
        String wait = "{StartAt: W, States: {W: {Type: Wait, Seconds: 1, End: true}}}";
        assertThat(took(machine(wait, Map.of(), call -> "", Waits.REAL))).isBetween(950L, 3000L);
        assertThat(took(machine(wait, Map.of(), call -> "", new Waits(0.2)))).isBetween(150L, 900L);
        assertThat(took(machine(wait, call -> ""))).isLessThan(900);
    }

    private static long took(WorkflowRun run) {
        run.await(PATIENCE);
        var events = run.events();
        return Duration.between(events.getFirst().time(), events.getLast().time())
                .toMillis();
    }

    @Test
    void aTaskThatHangsTimesOut() throws Exception {
        var end = new CountDownLatch(1);
        var result = machine("""
                        StartAt: T
                        States:
                          T:
                            Type: Task
                            Resource: arn:aws:lambda:ap-northeast-2:123456789012:function:f
                            TimeoutSeconds: 1
                            Catch: [{ErrorEquals: [States.TaskFailed], Next: Wrong},
                                    {ErrorEquals: [States.Timeout], Next: Right}]
                            End: true
                          Wrong: {Type: Fail}
                          Right: {Type: Succeed}
                        """, call -> {
                    end.await();
                    return "";
                })
                .await(PATIENCE);
        end.countDown();
        assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aTokenWithoutHeartbeatsTimesOut() throws Exception {
        var result = machine("""
                        StartAt: T
                        States:
                          T:
                            Type: Task
                            Resource: arn:aws:states:::lambda:invoke.waitForTaskToken
                            Parameters: {FunctionName: f, Payload: {"token.$": $$.Task.Token}}
                            TimeoutSeconds: 60
                            HeartbeatSeconds: 1
                            Catch: [{ErrorEquals: [States.HeartbeatTimeout], Next: Right}]
                            End: true
                          Right: {Type: Succeed}
                        """, call -> "").await(PATIENCE);
        assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void whereOneBranchFailsTheOtherIsGivenUp() throws Exception {
        var run = machine("""
                StartAt: P
                States:
                  P:
                    Type: Parallel
                    Catch: [{ErrorEquals: [Denied], Next: After}]
                    End: true
                    Branches:
                      - StartAt: A
                        States:
                          A: &token
                            Type: Task
                            Resource: arn:aws:states:::lambda:invoke.waitForTaskToken
                            Parameters: {FunctionName: f, Payload: {"token.$": $$.Task.Token}}
                            End: true
                      - StartAt: B
                        States: {B: *token}
                  After:
                    Type: Task
                    Resource: arn:aws:states:::sns:publish
                    Parameters: {Message: hello}
                    End: true
                """, call -> Map.of("got", call.input().members()));
        String given = run.token("A");
        run.fail(run.token("B"), "Denied", "");
        assertThat(run.await(PATIENCE).output().members()).containsEntry("got", Map.of("Message", "hello"));
        assertThatThrownBy(() -> run.succeed(given, Map.of())).isInstanceOf(NoSuchElementException.class);
    }

    /// What the interpreter by itself would do differently from Step Functions.
    @Test
    void theFinePointsOfTheLanguageHold() throws Exception {
        var output = machine("""
                        StartAt: P
                        States:
                          P:
                            Type: Parallel
                            ResultPath: $
                            Next: C
                            Branches:
                              - StartAt: A
                                States:
                                  A: {Type: Pass, Parameters: {nothing: here}, ResultPath: $, Next: B}
                                  B:
                                    Type: Pass
                                    End: true
                                    Parameters:
                                      "input.$": $$.Execution.Input
                                      "id.$": $$.Execution.Id
                                      "state.$": States.Format('{}!', $$.State.Name)
                          C:
                            Type: Choice
                            Choices: [{Variable: "$[0].absent", IsPresent: false, Next: Done}]
                            Default: Wrong
                          Wrong: {Type: Fail}
                          Done: {Type: Pass, InputPath: "$[0]", End: true}
                        """, Map.of("a", 1), call -> "", Waits.NONE)
                .await(PATIENCE)
                .output();
        assertThat(output.members())
                .containsEntry("input", Map.of("a", 1))
                .containsEntry("id", "arn:aws:states:ap-northeast-2:123456789012:execution:machine:run-1")
                .containsEntry("state", "B!");
    }

    @Test
    void moreThan256KibibytesEndTheRun() throws Exception {
        var result = sample(call -> "x".repeat(256 * 1024)).await(PATIENCE);
        assertThat(result.error()).isEqualTo("States.DataLimitExceeded");

        String twice = "{StartAt: A, States: {A: {Type: Pass, Parameters: {\"a.$\": $, \"b.$\": $}, End: true}}}";
        var grown = machine(twice, Map.of("x", "x".repeat(200_000)), call -> "", Waits.NONE)
                .await(PATIENCE);
        assertThat(grown.status()).isEqualTo(Status.FAILED);
        assertThat(grown.error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void whatTheInterpreterDoesNotKnowIsRefused() {
        for (String state : List.of(
                "QueryLanguage: JSONata, Output: '{% 1 %}'",
                "Assign: {a: 1}",
                "Parameters: {\"a.$\": $$.State.RetryCount}",
                "Parameters: {\"a.$\": $$.Task.Token}",
                "ResultPath: \"$['a b']\"",
                "Result: false")) {
            assertThatThrownBy(() -> machine(
                                    "{StartAt: A, States: {A: {Type: Pass, " + state + ", End: true}}}", call -> "")
                            .await(PATIENCE))
                    .as(state)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot run");
        }
    }

    @Test
    void aPlaceholderWithoutASubstitutionIsRefused() {
        var run = Workflow.shared().start(SAMPLE, Map.of(), Map.of(), this::calm, Waits.NONE);
        assertThatThrownBy(() -> run.await(PATIENCE)).hasMessageContaining("no substitution for ${ProbeFunction}");
    }

    @Test
    void anInterpreterThatDiesEndsItsRuns() {
        var workflow = Workflow.start();
        var run = workflow.start(SAMPLE, SUBSTITUTIONS, Map.of("alarm", "a1"), this::calm, Waits.NONE);
        run.token("Approve");
        workflow.close();
        assertThatThrownBy(() -> run.await(PATIENCE)).isInstanceOf(IllegalStateException.class);
    }
}
