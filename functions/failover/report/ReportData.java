package failover.report;

import incident.Failover;
import incident.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What every form of the report is made of, computed from a failover as it is known at `now`. Holds only what
/// may be shown.
record ReportData(
        Failover failover,
        Instant now,
        ReportTimeline timeline,
        ReportTimes times,
        Optional<ReportBackup> backup,
        ReportFence fence) {

    /// Reads nothing but its arguments; any failover makes a report, also one without steps.
    static ReportData of(Failover known, Instant now) {
        var failover = ReportFilter.shown(known);
        var timeline = ReportTimeline.of(failover, now);
        return new ReportData(
                failover,
                now,
                timeline,
                ReportTimes.of(failover, timeline),
                ReportBackup.of(failover),
                ReportFence.of(failover));
    }

    /// As of the moment when the failover came to rest; for one that has not, of its last sign of life.
    static ReportData atRest(Failover known) {
        Instant last = known.steps().stream()
                .map(step -> step.endedAt().orElse(step.startedAt()))
                .reduce(known.startedAt(), (one, other) -> one.isAfter(other) ? one : other);
        return of(known, known.endedAt().orElse(last));
    }

    /// A step that did not come to a good end, and what it said: a sentence, and the hint that may follow it.
    record Problem(String step, String what, String hint) {
        static Problem of(Step step) {
            String label = ReportStep.label(step.name());
            return step.state() == Step.State.FAILED
                    ? of(label, step.outcome())
                    : new Problem(
                            label, "it did not end" + (step.outcome().isEmpty() ? "" : ": " + step.outcome()), "");
        }

        /// Failures are noted as `what (hint)`, and a hint may hold parentheses of its own.
        static Problem of(String step, String summary) {
            int open = summary.endsWith(")") ? hint(summary) : -1;
            return open < 1
                    ? new Problem(step, summary, "")
                    : new Problem(
                            step, summary.substring(0, open - 1), summary.substring(open + 1, summary.length() - 1));
        }

        private static int hint(String summary) {
            int depth = 0;
            for (int at = summary.length() - 1; at > 0; at--) {
                depth += summary.charAt(at) == ')' ? 1 : summary.charAt(at) == '(' ? -1 : 0;
                if (depth == 0) {
                    return summary.charAt(at - 1) == ' ' ? at : -1;
                }
            }
            return -1;
        }
    }

    /// What went wrong, most telling first: failed steps, else those that never ended, else what the workflow
    /// said.
    List<Problem> problems() {
        var failed = steps(Step.State.FAILED);
        if (!failed.isEmpty() || !isStopped()) {
            return failed;
        }
        var open = steps(Step.State.RUNNING);
        return open.isEmpty() ? stops() : open;
    }

    /// Nothing is at work any more, and it was not called off.
    private boolean isStopped() {
        return switch (failover.state()) {
            case HELD, DRILLED, FAILING_BACK -> true;
            case RUNNING, SERVING, STOOD_DOWN, FAILED_BACK -> false;
        };
    }

    private List<Problem> steps(Step.State state) {
        return timeline.lines().stream()
                .map(ReportTimeline.Line::step)
                .filter(step -> step.state() == state)
                .map(Problem::of)
                .toList();
    }

    private List<Problem> stops() {
        return failover.notes().reversed().stream()
                .map(Failover.Note::text)
                .filter(text -> text.startsWith("the workflow stopped"))
                .limit(1)
                .map(text -> Problem.of("The workflow", text))
                .toList();
    }

    /// The question that a person has not answered yet.
    Optional<Step> question() {
        boolean isRunning = failover.state() == Failover.State.RUNNING;
        return timeline.lines().stream()
                .filter(line -> isRunning && line.kind() == ReportStep.Kind.PERSON && line.isOpen())
                .map(ReportTimeline.Line::step)
                .findFirst();
    }

    /// A drill that came to the end of what it is for, and left nothing behind.
    boolean isProven() {
        return failover.isDrill()
                && failover.state() == Failover.State.DRILLED
                && times.checked().isPresent()
                && problems().isEmpty();
    }

    /// From the outage until visitors have a full site again, as far as it came.
    Duration withoutSite() {
        return times.trafficConfirmed()
                .or(times::gatesOpen)
                .orElseGet(() -> failover.isDrill() ? times.checked().orElseGet(timeline::total) : timeline.total());
    }

    /// Whether visitors were given the backup's data.
    boolean isServed() {
        return times.gatesOpen().isPresent();
    }

    /// More than one run of the workflow: what lies between them is in the steps' times.
    boolean isResumed() {
        return failover.attempt() > 1;
    }
}
