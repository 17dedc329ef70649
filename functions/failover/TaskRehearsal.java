package failover;

import base.Deadline;
import base.Failure;
import base.Pause;
import base.TransientFailure;
import incident.Failover;
import incident.Failovers;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the rehearsal of a task: nothing is changed, no record is kept, and what is wrong is the result, not a failure.
/// What passes by itself is looked at again, since nobody is to be called for it. While a failover is open, things are
/// not as on other days, so what is wrong then is told and held against nobody.
final class TaskRehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRehearsal.class);
    private static final int ATTEMPTS = 3;
    private static final Duration BETWEEN = Duration.ofSeconds(3);

    private final Failovers failovers;
    private final String step;
    private final Task task;
    private final Pause pause;

    TaskRehearsal(Failovers failovers, String step, Task task, Pause pause) {
        this.failovers = failovers;
        this.step = step;
        this.task = task;
        this.pause = pause;
    }

    /// `step`, `well` and `text`, as {@link ReadinessHandler} takes them.
    Map<String, Object> run(Deadline deadline) {
        try {
            return result(true, patiently(deadline));
        } catch (Failure failure) {
            return result(false, failure.summary());
        }
    }

    private Map<String, Object> result(boolean well, String text) {
        LOG.info("rehearsed {}: {}", step, text);
        return Map.of("step", step, "well", well, "text", text);
    }

    /// Another look may take as long as the last one; whoever is cut off says nothing at all.
    private String patiently(Deadline deadline) {
        for (int attempt = 1; ; attempt++) {
            var before = deadline.left();
            try {
                return look(deadline);
            } catch (TransientFailure failure) {
                var next = before.minus(deadline.left()).plus(BETWEEN);
                if (attempt == ATTEMPTS || deadline.left().compareTo(next) < 0) {
                    throw failure;
                }
                pause.sleep(BETWEEN);
            }
        }
    }

    /// Every task keeps its records, so each must be able to.
    private String look(Deadline deadline) {
        failovers.demandThatRecordsCanBeKept();
        try {
            return task.rehearse(new Task.Rehearsal(deadline, failovers));
        } catch (Failure failure) {
            var open = failovers.open(Failover.Kind.REAL);
            if (open.isPresent()) {
                return "while the failover " + open.get().id() + " is open: " + failure.getMessage();
            }
            throw failure;
        }
    }
}
