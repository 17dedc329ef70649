package incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A failover or a drill, as far as it is known. `epoch` grows with each one of the site. `wish` names a backup
/// that a person wants instead of the newest verified. `steps` are in the order in which they first began.
public record Failover(
        String id,
        long epoch,
        String site,
        Kind kind,
        Approval approval,
        Trigger trigger,
        Optional<String> wish,
        State state,
        Instant startedAt,
        Optional<Instant> endedAt,
        int attempt,
        List<Step> steps,
        List<Note> notes) {
    /// More than this is no help to anybody, and an item has its limit.
    private static final int NOTES_MAX = 200;

    public Failover {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    public enum Kind {
        REAL,
        /// Does the same without gates, traffic or the primary, and removes what it made.
        DRILL
    }

    public enum Approval {
        AUTOMATIC,
        /// A person is asked before anything is switched.
        MANUAL
    }

    public enum State {
        /// The workflow is at it.
        RUNNING,
        /// It stopped where a person must decide or mend; nothing else begins meanwhile.
        HELD,
        /// Visitors are served from Azure, until somebody fails back.
        SERVING,
        /// Visitors are being let go to the primary again.
        FAILING_BACK,
        /// The primary answered again, or a person said so, before anything was switched.
        STOOD_DOWN,
        /// A drill that is over.
        DRILLED,
        /// Visitors are back on the primary.
        FAILED_BACK;

        /// Whether the next failover may begin.
        public boolean isClosed() {
            return switch (this) {
                case RUNNING, HELD, SERVING, FAILING_BACK -> false;
                case STOOD_DOWN, DRILLED, FAILED_BACK -> true;
            };
        }
    }

    /// Where an execution of the workflow goes.
    enum Goal {
        SERVE("serve"),
        STAND_DOWN("stand-down"),
        FAIL_BACK("fail-back");

        private final String word;

        Goal(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// Something that happened meanwhile.
    public record Note(Instant at, String text) {}

    public boolean isDrill() {
        return kind == Kind.DRILL;
    }

    public Optional<Step> step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
    }

    /// Whether the last run of a step went well.
    public boolean isDone(String step) {
        return step(step).filter(found -> found.state() == Step.State.DONE).isPresent();
    }

    /// What a step left for others; empty if it is not there.
    public String fact(String step, String name) {
        return step(step).map(found -> found.data().getOrDefault(name, "")).orElse("");
    }

    /// From the outage, as far as it is known, until `moment`.
    public Duration since(Instant moment) {
        return Duration.between(trigger.at(), moment);
    }

    Failover begin(String step, Instant now) {
        return step(step).isPresent() ? with(step, Step::again) : with(Step.begun(step, now));
    }

    Failover with(String step, UnaryOperator<Step> change) {
        return withSteps(steps.stream()
                .map(found -> found.name().equals(step) ? change.apply(found) : found)
                .toList());
    }

    private Failover with(Step added) {
        var all = new ArrayList<>(steps);
        all.add(added);
        return withSteps(all);
    }

    private Failover withSteps(List<Step> changed) {
        return with(wish, state, endedAt, attempt, changed, notes);
    }

    Failover with(Note note) {
        var all = new ArrayList<>(notes);
        all.add(note);
        var kept = all.size() > NOTES_MAX ? all.subList(all.size() - NOTES_MAX, all.size()) : all;
        return with(wish, state, endedAt, attempt, steps, kept);
    }

    Failover wishing(String backup) {
        return with(Optional.of(backup), state, endedAt, attempt, steps, notes);
    }

    /// The end is that of the last run of the workflow.
    Failover in(State next, Instant now) {
        Optional<Instant> end = next == State.RUNNING ? Optional.empty() : Optional.of(now);
        return with(wish, next, end, attempt, steps, notes);
    }

    Failover attempt(int number) {
        return with(wish, state, endedAt, number, steps, notes);
    }

    /// With everything that ever changes; the rest is settled when it begins.
    private Failover with(
            Optional<String> wish,
            State state,
            Optional<Instant> endedAt,
            int attempt,
            List<Step> steps,
            List<Note> notes) {
        return new Failover(
                id, epoch, site, kind, approval, trigger, wish, state, startedAt, endedAt, attempt, steps, notes);
    }

    /// The name of the workflow's execution. A repeated start under one name starts nothing.
    public String execution() {
        return attempt == 1 ? id : id + "-" + attempt;
    }

    /// What the execution is given: no more than it needs to find the rest.
    Map<String, Object> input(Goal goal) {
        return Map.of(
                "failover",
                id,
                "drill",
                isDrill(),
                "approval",
                approval == Approval.MANUAL ? "manual" : "automatic",
                "goal",
                goal.word());
    }
}
