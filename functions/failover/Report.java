package failover;

import failover.report.ReportText;
import incident.Failover;
import incident.Failover.State;
import incident.Step;
import java.util.Map;
import java.util.Optional;

/// The last task of every path: settles what state the failover is in, writes the report, and tells people. May run any
/// number of times; each writes the report anew.
final class Report implements Task {
    private final Reports reports;
    private final Operators operators;
    private final java.time.Clock clock;

    Report(Reports reports, Operators operators, java.time.Clock clock) {
        this.reports = reports;
        this.operators = operators;
        this.clock = clock;
    }

    @Override
    public boolean isLast() {
        return true;
    }

    @Override
    public Result run(Turn turn) {
        var failover = settle(turn, error(turn.input()));
        turn.failovers().end(failover.id(), turn.step(), Step.State.DONE, "the failover is " + failover.state());
        var finished = turn.failovers().get(failover.id());
        String link = reports.publish(finished, clock.instant());
        operators.tell(ReportText.subject(finished), ReportText.mail(finished, link));
        boolean isWell = finished.state() != State.HELD && error(turn.input()).isEmpty();
        return Result.over(
                "the failover is " + finished.state(),
                Map.of("state", finished.state().name(), "well", isWell));
    }

    private static Failover settle(Turn turn, Optional<String> error) {
        var failovers = turn.failovers();
        var failover = turn.failover();
        error.ifPresent(text -> failovers.note(failover.id(), "the workflow stopped: " + text));
        var state =
                ShutGates.isFailback(turn) ? failback(failover, error.isPresent()) : state(failover, error.isPresent());
        if (failover.state().isClosed()) {
            return failover;
        }
        if (state.isClosed()) {
            failovers.close(failover.id(), state);
        } else {
            failovers.move(failover.id(), state);
        }
        return failovers.get(failover.id());
    }

    /// Open gates are a fact, whatever failed afterwards.
    private static State state(Failover failover, boolean failed) {
        if (isDone(failover, "OpenGates")) {
            return State.SERVING;
        }
        if (failover.isDrill()) {
            return isDone(failover, "CleanUp") ? State.DRILLED : State.HELD;
        }
        return isDone(failover, "CleanUp") && !failed ? State.STOOD_DOWN : State.HELD;
    }

    /// Visitors stay where they are until everything is let go.
    private static State failback(Failover failover, boolean failed) {
        return isDone(failover, "LiftFence") && !failed ? State.FAILED_BACK : State.SERVING;
    }

    private static boolean isDone(Failover failover, String step) {
        return failover.step(step)
                .filter(found -> found.state() == Step.State.DONE)
                .isPresent();
    }

    /// What Step Functions tells of the error that it caught.
    private static Optional<String> error(Map<String, Object> input) {
        return input.get("error") instanceof Map<?, ?> error
                ? Optional.of(error.get("Error") + " " + ReportText.cause(String.valueOf(error.get("Cause"))))
                : Optional.empty();
    }
}
