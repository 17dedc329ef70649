package incident;

import base.RefusedFailure;
import incident.Failover.Goal;
import incident.Failover.State;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/// Begins failovers and starts their workflow. What dies between the two is mended by the next delivery of the same
/// trigger, or by resuming.
public final class Launch {
    /// How the note begins that tells of a stand-down by a person.
    public static final String STOOD_DOWN_BY = "stood down by ";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final Failovers failovers;
    private final Executions executions;

    public Launch(Failovers failovers, Executions executions) {
        this.failovers = failovers;
        this.executions = executions;
    }

    /// Starts what is wanted, if it may begin. May run any number of times, also at once.
    public Beginning start(Wanted wanted) {
        var beginning = failovers.begin(wanted);
        if (beginning instanceof Beginning.Granted(Failover failover) && failover.state() == State.RUNNING) {
            run(failover, Goal.SERVE);
        }
        return beginning;
    }

    /// Starts the workflow of a failover that has begun. May run any number of times.
    public void start(Failover failover) {
        run(failover, Goal.SERVE);
    }

    /// Runs the workflow once more for a failover that is held, or whose workflow has died without a word.
    public Failover resume(String id) {
        var failover = failovers.get(id);
        if (failover.state() == State.FAILING_BACK) {
            throw new RefusedFailure("the failover " + id + " is going back", "lifeboat failback --data-is-back");
        }
        return executions.isRunning(failover.execution()) ? failover : again(failover, Goal.SERVE);
    }

    /// Ends a failover before it has moved anybody: whatever it does is stopped, and taken back by the workflow.
    /// Refused once the site is served from Azure. `person` is who wants it.
    public Failover standDown(String id, String person) {
        var failover = failovers.get(id);
        if (failover.state() == State.SERVING || failover.state() == State.FAILING_BACK) {
            throw new RefusedFailure(
                    "visitors are served from Azure", "Bring the data back first; then lifeboat failback.");
        }
        Failovers.refuseClosed(failover);
        failovers.note(id, STOOD_DOWN_BY + person);
        executions.stop(failover.execution());
        return again(failover, Goal.STAND_DOWN);
    }

    /// Lets visitors go to the primary again, by the workflow. What was written in Azure must be there by then.
    public Failover failBack(String id) {
        var failover = failovers.get(id);
        boolean isAlive = executions.isRunning(failover.execution());
        boolean isInAzure = failover.state() == State.SERVING || failover.state() == State.FAILING_BACK;
        if (!isInAzure || isAlive) {
            throw new RefusedFailure(
                    "the failover " + id + " is " + failover.state() + (isAlive ? " and at work" : ""),
                    "Only a site that is served from Azure can fail back.");
        }
        failovers.move(id, State.FAILING_BACK);
        return again(failover, Goal.FAIL_BACK);
    }

    /// Starts the workflow for a rehearsal, and returns the name of its execution. It asks every function whether
    /// it could do its work. It begins no failover and changes nothing, so it may run at any time.
    public String rehearse(Instant now) {
        String name = "rehearsal-" + TIME.format(now);
        executions.start(name, Map.of("goal", "rehearse"));
        return name;
    }

    private Failover again(Failover failover, Goal goal) {
        var again = failovers.again(failover.id(), failover.attempt());
        run(again, goal);
        return again;
    }

    private void run(Failover failover, Goal goal) {
        executions.start(failover.execution(), failover.input(goal));
    }
}
