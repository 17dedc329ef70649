package cloud.aws;

import incident.Executions;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/// Executions of one state machine of Step Functions.
public final class StepFunctions implements Executions {
    private final SfnClient client;
    private final String machineArn;

    public StepFunctions(SfnClient client, String machineArn) {
        this.client = client;
        this.machineArn = machineArn;
    }

    @Override
    public void start(String name, Map<String, Object> input) {
        calling("start the workflow " + name, () -> {
            try {
                return client.startExecution(
                        start -> start.stateMachineArn(machineArn).name(name).input(json(input)));
            } catch (ExecutionAlreadyExistsException started) {
                return started;
            }
        });
    }

    @Override
    public boolean isRunning(String name) {
        return calling("look at the workflow " + name, () -> {
            try {
                return client.describeExecution(execution -> execution.executionArn(executionArn(name)))
                                .status()
                        == ExecutionStatus.RUNNING;
            } catch (ExecutionDoesNotExistException none) {
                return false;
            }
        });
    }

    @Override
    public void stop(String name) {
        if (isRunning(name)) {
            calling(
                    "stop the workflow " + name,
                    () -> client.stopExecution(stop -> stop.executionArn(executionArn(name))
                            .error("StoppedByPerson")
                            .cause("lifeboat failover --stand-down")));
        }
    }

    private String executionArn(String name) {
        return machineArn.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    @Override
    public boolean answer(String token, Map<String, Object> output) {
        return calling("answer the workflow", () -> {
            try {
                client.sendTaskSuccess(success -> success.taskToken(token).output(json(output)));
                return true;
            } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException over) {
                return false;
            }
        });
    }

    /// Texts and booleans only.
    private static String json(Map<String, Object> members) {
        var json = JsonWriter.create();
        json.writeStartObject();
        members.forEach((name, value) -> {
            json.writeFieldName(name);
            if (value instanceof Boolean flag) {
                json.writeValue(flag);
            } else {
                json.writeValue(String.valueOf(value));
            }
        });
        json.writeEndObject();
        return new String(json.getBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static <T> T calling(String what, Supplier<T> call) {
        return AwsFailure.calling(what, "Step Functions", "Check the state machine's ARN and the role.", call);
    }
}
