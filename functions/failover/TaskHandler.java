package failover;

import base.Deadline;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// What the Lambdas of the workflow's tasks have in common.
public abstract class TaskHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    /// What is left for writing down how the task ended.
    private static final Duration RESERVE = Duration.ofSeconds(10);

    private final TaskRun run;
    private final TaskRehearsal rehearsal;
    private final Clock clock;

    /// `step` is the name under which the failover remembers the task, unless the state machine gives another.
    TaskHandler(Wiring wiring, String step, Task task) {
        this.run = new TaskRun(wiring.failovers(), step, task);
        this.rehearsal = new TaskRehearsal(wiring.failovers(), step, task, wiring.pause());
        this.clock = wiring.clock();
    }

    @Override
    public final Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
        var left = Duration.ofMillis(context.getRemainingTimeInMillis());
        var deadline = Deadline.in(left, clock).less(RESERVE);
        boolean isRehearsal = Boolean.TRUE.equals(input.get("rehearse"));
        return PowertoolsLogging.withLogging(
                context, () -> isRehearsal ? rehearsal.run(deadline) : run.run(input, deadline));
    }
}
