package testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/// Step Functions with one state machine, run from its definition file by {@link Workflow}. Knows what Lifeboat uses:
/// StartExecution, whose names are taken for ever, DescribeExecution, StopExecution, SendTaskSuccess.
public final class LocalStepFunctions extends LocalAwsService {
    public static final String MACHINE_ARN = "arn:aws:states:ap-northeast-2:123456789012:stateMachine:failover";

    private final Path definition;
    private final Map<String, String> substitutions;
    private final Workflow.Tasks tasks;
    private final Workflow.Waits waits;
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();

    private record Execution(String input, WorkflowRun run) {}

    private LocalStepFunctions(
            Path definition, Map<String, String> substitutions, Workflow.Tasks tasks, Workflow.Waits waits) {
        this.definition = definition;
        this.substitutions = substitutions;
        this.tasks = tasks;
        this.waits = waits;
    }

    public static LocalStepFunctions start(
            Path definition, Map<String, String> substitutions, Workflow.Tasks tasks, Workflow.Waits waits) {
        return new LocalStepFunctions(definition, substitutions, tasks, waits);
    }

    public SfnClient client() {
        return SfnClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(endpoint())
                .region(Region.AP_NORTHEAST_2)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    /// The names of all executions that were ever started.
    public java.util.Set<String> names() {
        return java.util.Set.copyOf(executions.keySet());
    }

    /// The run of an execution.
    public WorkflowRun run(String name) {
        return Optional.ofNullable(executions.get(name)).orElseThrow().run();
    }

    @Override
    Reply answer(String operation, String body) {
        var request = new JsonText(body).members();
        return switch (operation) {
            case "StartExecution" -> start(request);
            case "DescribeExecution" -> describe(request);
            case "StopExecution" -> stop(request);
            case "SendTaskSuccess" -> succeed(request);
            default -> Reply.refused("UnknownOperationException", operation);
        };
    }

    private synchronized Reply start(Map<String, @Nullable Object> request) {
        String name = text(request, "name");
        String input = text(request, "input");
        if (!MACHINE_ARN.equals(text(request, "stateMachineArn")) || !name.matches("[A-Za-z0-9_-]{1,80}")) {
            return Reply.refused("StateMachineDoesNotExist", "State Machine Does Not Exist or a bad name");
        }
        var known = executions.get(name);
        if (known != null && (known.run().isDone() || !known.input().equals(input))) {
            return Reply.refused("ExecutionAlreadyExists", "Execution Already Exists: '" + arn(name) + "'");
        }
        if (known == null) {
            var run = Workflow.shared()
                    .start(name, definition, substitutions, new JsonText(input).members(), tasks, waits);
            executions.put(name, new Execution(input, run));
        }
        return new Reply(200, "{\"executionArn\":\"" + arn(name) + "\",\"startDate\":1.7E9}");
    }

    private Reply describe(Map<String, @Nullable Object> request) {
        var found = find(request);
        return found.map(execution -> new Reply(
                        200,
                        JsonText.of(Map.of(
                                        "executionArn",
                                        text(request, "executionArn"),
                                        "stateMachineArn",
                                        MACHINE_ARN,
                                        "status",
                                        execution.run().isDone() ? "SUCCEEDED" : "RUNNING"))
                                .text()))
                .orElseGet(() -> Reply.refused("ExecutionDoesNotExist", "Execution Does Not Exist"));
    }

    private Reply stop(Map<String, @Nullable Object> request) {
        find(request).ifPresent(execution -> {
            execution.run().abort();
            execution.run().await(java.time.Duration.ofSeconds(10));
        });
        return new Reply(200, "{\"stopDate\":1.7E9}");
    }

    private Reply succeed(Map<String, @Nullable Object> request) {
        for (var execution : executions.values()) {
            if (execution.run().tokens().contains(text(request, "taskToken"))) {
                return succeed(execution.run(), request);
            }
        }
        return Reply.refused("InvalidToken", "Invalid Token");
    }

    private static Reply succeed(WorkflowRun run, Map<String, @Nullable Object> request) {
        try {
            run.succeed(text(request, "taskToken"), new JsonText(text(request, "output")).members());
            return new Reply(200, "{}");
        } catch (NoSuchElementException gone) {
            return Reply.refused("TaskTimedOut", "Task Timed Out");
        }
    }

    private Optional<Execution> find(Map<String, @Nullable Object> request) {
        String arn = text(request, "executionArn");
        return Optional.ofNullable(executions.get(arn.substring(arn.lastIndexOf(':') + 1)));
    }

    private static String arn(String name) {
        return MACHINE_ARN.replace("stateMachine", "execution") + ":" + name;
    }

    private static String text(Map<String, @Nullable Object> request, String name) {
        return String.valueOf(request.get(name));
    }
}
