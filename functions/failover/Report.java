package failover;

import base.Failure;
import failover.report.ReportText;
import incident.Failover;
import incident.Failover.State;
import incident.Gate;
import incident.PublicGates;
import incident.Step;
import java.util.Map;
import java.util.Optional;

/// The last task of every path: settles what state the failover is in, writes the report, and tells people. May run any
/// number of times; each writes the report anew.
final class Report implements Task {
    private final Reports reports;
    private final PublicGates gates;
    private final Operators operators;
    private final java.time.Clock clock;

    Report(Reports reports, PublicGates gates, Operators operators, java.time.Clock clock) {
        this.reports = reports;
        this.gates = gates;
        this.operators = operators;
        this.clock = clock;
    }

    @Override
    public boolean isLast() {
        return true;
    }

    @Override
    public Result run(Turn turn) {
        var error = error(turn.input());
        var failover = settle(turn, error);
        turn.failovers().end(failover.id(), turn.step(), Step.State.DONE, "the failover is " + failover.state());
        var finished = turn.failovers().get(failover.id());
        String link = publish(finished);
        operators.tell(ReportText.subject(finished), ReportText.mail(finished, link));
        boolean isWell = finished.state() != State.HELD && error.isEmpty();
        return Result.over(
                "the failover is " + finished.state(),
                Map.of("state", finished.state().name(), "well", isWell));
    }

    /// Whoever must be told is told, also if there is no report.
    private String publish(Failover failover) {
        try {
            return reports.publish(failover, clock.instant());
        } catch (Failure failure) {
            return "The report could not be written: " + failure.summary();
        }
    }

    private Failover settle(Turn turn, Optional<String> error) {
        var failovers = turn.failovers();
        var failover = turn.failover();
        error.ifPresent(text -> failovers.note(failover.id(), "the workflow stopped: " + text));
        if (failover.state().isClosed()) {
            return failover;
        }
        var state = ShutGates.isFailback(turn)
                ? failback(failover, error.isPresent())
                : state(failover, error.isPresent(), isServed(failover));
        if (state.isClosed()) {
            failovers.close(failover.id(), state);
        } else {
            failovers.move(failover.id(), state);
        }
        return failovers.get(failover.id());
    }

    /// Open gates are a fact, whatever failed afterwards.
    private static State state(Failover failover, boolean failed, boolean served) {
        if (failover.isDone("OpenGates") && !failover.isDone("ShutGates") || served) {
            return State.SERVING;
        }
        if (failover.isDrill()) {
            return failover.isDone("CleanUp") ? State.DRILLED : State.HELD;
        }
        return failover.isDone("CleanUp") && !failed ? State.STOOD_DOWN : State.HELD;
    }

    /// Between the two nobody is served.
    private static State failback(Failover failover, boolean failed) {
        return failover.isDone("LiftFence") && !failed ? State.FAILED_BACK : State.FAILING_BACK;
    }

    /// Whether the gate is open to everybody. If it cannot be seen, what was noted counts.
    private boolean isServed(Failover failover) {
        try {
            return gates.look(Gate.DR_OPEN)
                    .filter(state -> state.open() && state.epoch() == failover.epoch() && !failover.isDrill())
                    .isPresent();
        } catch (Failure unseen) {
            return false;
        }
    }

    /// What Step Functions tells of the error that it caught.
    private static Optional<String> error(Map<String, Object> input) {
        return input.get("error") instanceof Map<?, ?> error
                ? Optional.of(error.get("Error") + " " + ReportText.cause(String.valueOf(error.get("Cause"))))
                : Optional.empty();
    }

    @Override
    public String rehearse(Rehearsal rehearsal) {
        reports.rehearse();
        gates.look(Gate.DR_OPEN);
        return "could write its report; no mail is sent for a rehearsal";
    }
}
