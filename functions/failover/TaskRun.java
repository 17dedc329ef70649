package failover;

import base.ConfigurationFailure;
import base.Deadline;
import base.Failure;
import base.RefusedFailure;
import incident.Failover;
import incident.Failovers;
import incident.Step.State;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a task and keeps the record of it: that it began, how it ended, and why it failed. A failover that is over gets
/// no more tasks.
final class TaskRun {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRun.class);

    private final Failovers failovers;
    private final String name;
    private final Task task;

    TaskRun(Failovers failovers, String name, Task task) {
        this.failovers = failovers;
        this.name = name;
        this.task = task;
    }

    Map<String, Object> run(Map<String, Object> input, Deadline deadline) {
        String step = String.valueOf(input.getOrDefault("step", name));
        var failover = begin(id(input), step);
        try {
            refuseIfADrillIsInTheWay(failover);
            var result = task.run(new Task.Turn(step, failover, input, deadline, failovers));
            note(failover.id(), step, result);
            LOG.info("{}: {}", step, result.outcome());
            return result.output();
        } catch (RuntimeException failure) {
            noteFailure(failover.id(), step, failure);
            throw failure;
        }
    }

    /// What ends a drill goes on.
    private void refuseIfADrillIsInTheWay(Failover failover) {
        boolean isInTheWay = failover.isDrill()
                && !task.endsADrill()
                && failovers.open(Failover.Kind.REAL).isPresent();
        if (isInTheWay) {
            throw new RefusedFailure("a failover is open, so the drill gives way", "Drill again when it is over.");
        }
    }

    private Failover begin(String id, String step) {
        return task.isLast() ? failovers.beginLast(id, step) : failovers.begin(id, step);
    }

    private void note(String id, String step, Task.Result result) {
        if (result.isOver()) {
            failovers.end(id, step, State.DONE, result.outcome());
        } else {
            failovers.wait(id, step, result.outcome());
        }
    }

    /// The failure itself matters more than that it cannot be noted.
    private void noteFailure(String id, String step, RuntimeException failure) {
        String text = failure instanceof Failure known ? known.summary() : failure.toString();
        try {
            failovers.end(id, step, State.FAILED, text);
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    private static String id(Map<String, Object> input) {
        return Optional.ofNullable(input.get("failover"))
                .map(String::valueOf)
                .orElseThrow(() -> new ConfigurationFailure(
                        "the input names no failover", "Give {\"failover\": \"ID\"}; `lifeboat status` has the id."));
    }
}
