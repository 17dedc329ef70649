package failover;

import base.Deadline;
import incident.Failover;
import incident.Failovers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// One task of the workflow. Must be safe to run again at any time: it looks at the world first and changes only what
/// is not as it should be.
interface Task {
    Result run(Turn turn);

    /// Looks whether it could do its work now, as far as that shows without changing anything, and says in words what
    /// it saw. What would keep it from its work is a {@link base.Failure}.
    String rehearse(Rehearsal rehearsal);

    /// Whether it may also run when the failover is over.
    default boolean isLast() {
        return false;
    }

    /// Whether it takes back or reports what a drill did, and so runs also when a failover has begun meanwhile.
    default boolean endsADrill() {
        return isLast();
    }

    /// One rehearsal of a task. It belongs to no failover; `deadline` is that of the function.
    record Rehearsal(Deadline deadline, Failovers failovers) {}

    /// One run of a task. `input` is what the state machine gives; `deadline` is that of the function.
    record Turn(String step, Failover failover, Map<String, Object> input, Deadline deadline, Failovers failovers) {

        /// Keeps texts for the next run of this task, or for others. An empty one forgets.
        void remember(Map<String, String> data) {
            failovers.remember(failover.id(), step, data);
        }

        /// What this task kept; empty if nothing.
        String memory(String name) {
            return failovers.get(failover.id()).fact(step, name);
        }

        /// Whether this execution has waited here for longer than that.
        boolean hasWaited(Duration patience, Clock clock) {
            return Duration.between(waitingSince(clock), clock.instant()).compareTo(patience) > 0;
        }

        /// Since when this execution waits here; a person who resumes gets the whole patience again.
        private Instant waitingSince(Clock clock) {
            String name = "waitingSince" + failover.attempt();
            String since = memory(name);
            if (since.isEmpty()) {
                since = clock.instant().toString();
                remember(Map.of(name, since));
            }
            return Instant.parse(since);
        }

        /// Fails in a drill: whatever asks must not happen there.
        void refuseDrill(String what) {
            if (failover.isDrill()) {
                throw new base.RefusedFailure("a drill must not " + what, "This is a bug in the workflow: report it.");
            }
        }
    }

    /// What a run came to: in words for the report, and as the state machine's data. Not over means: ask again.
    record Result(String outcome, Map<String, Object> output, boolean isOver) {
        static Result over(String outcome, Map<String, Object> output) {
            return new Result(outcome, output, true);
        }

        /// The workflow waits a little and runs the task once more.
        static Result waiting(String outcome) {
            return new Result(outcome, Map.of("ready", false), false);
        }

        static Result ready(String outcome) {
            return over(outcome, Map.of("ready", true));
        }
    }
}
