package failover.report;

import failover.report.ReportStep.Kind;
import incident.Failover;
import incident.Step;
import incident.Step.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The steps on the clock, from the outage to the end of the last one; `until` is that end, or now. Writing the
/// report is no part of it.
record ReportTimeline(Instant begin, Instant until, List<Line> lines) {

    /// A step from its first begin to its first end. `again` is its last end, if the workflow came by once
    /// more; where nobody knows the first end, the begin of what follows is taken.
    record Line(Step step, Instant begin, Instant end, Optional<Instant> again) {

        String label() {
            return ReportStep.label(step.name());
        }

        Kind kind() {
            return ReportStep.kind(step.name());
        }

        String runs() {
            return ReportStep.runs(step.name(), step.attempts());
        }

        Duration took() {
            return Duration.between(begin, end);
        }

        boolean isOpen() {
            return step.endedAt().isEmpty();
        }

        boolean isFailed() {
            return step.state() == State.FAILED;
        }

        /// Whether it came to a good end at least once.
        boolean isReached() {
            return step.state() == State.DONE || again.isPresent();
        }
    }

    static ReportTimeline of(Failover failover, Instant now) {
        var steps = failover.steps().stream()
                .filter(step -> !step.name().equals("Report"))
                .toList();
        Instant limit = failover.state() == Failover.State.RUNNING
                ? now
                : failover.endedAt().orElse(now);
        var lines = steps.stream().map(step -> line(step, steps, limit)).toList();
        Instant begin = lines.stream()
                .map(Line::begin)
                .filter(failover.trigger().at()::isAfter)
                .min(Comparator.naturalOrder())
                .orElse(failover.trigger().at());
        return new ReportTimeline(begin, later(begin, until(failover, lines, limit)), lines);
    }

    private static Instant until(Failover failover, List<Line> lines, Instant limit) {
        var last = lines.stream().map(line -> line.again().orElse(line.end())).max(Comparator.naturalOrder());
        return failover.state() == Failover.State.RUNNING ? later(limit, last.orElse(limit)) : last.orElse(limit);
    }

    private static Line line(Step step, List<Step> all, Instant limit) {
        Instant last = later(step.startedAt(), step.endedAt().orElse(limit));
        var next = all.stream()
                .filter(other -> isProofOfEnd(step, other))
                .map(Step::startedAt)
                .filter(start -> !start.isBefore(step.startedAt()) && start.isBefore(last))
                .min(Comparator.naturalOrder());
        return new Line(step, step.startedAt(), next.orElse(last), next.flatMap(cut -> step.endedAt()));
    }

    /// What begins later in the workflow shows that a step is over. Cleaning up comes at any time, so it shows
    /// only that nobody waits any more.
    private static boolean isProofOfEnd(Step step, Step other) {
        boolean isOpen = step.endedAt().isEmpty();
        boolean isCleanUp = other.name().equals("CleanUp");
        return (isOpen || (step.attempts() > 1 && !isCleanUp)) && ReportStep.isBefore(step.name(), other.name());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    Optional<Line> line(String name) {
        return lines.stream().filter(line -> line.step().name().equals(name)).findFirst();
    }

    Duration total() {
        return Duration.between(begin, until);
    }

    /// What the whole time went to; together it is exactly {@link #total}.
    Map<Kind, Duration> spent() {
        var spent = new EnumMap<Kind, Duration>(Kind.class);
        for (Kind kind : Kind.values()) {
            spent.put(kind, Duration.ZERO);
        }
        Instant from = begin;
        for (Instant to : moments()) {
            spent.merge(kind(from, to), Duration.between(from, to), Duration::plus);
            from = to;
        }
        return spent;
    }

    private TreeSet<Instant> moments() {
        var moments = new TreeSet<Instant>(List.of(begin, until));
        lines.forEach(line -> {
            moments.add(line.begin());
            moments.add(line.end());
        });
        return new TreeSet<>(moments.subSet(begin, true, until, true));
    }

    private Kind kind(Instant from, Instant to) {
        return lines.stream()
                .filter(line -> !line.begin().isAfter(from) && !line.end().isBefore(to))
                .map(Line::kind)
                .min(Comparator.naturalOrder())
                .orElse(Kind.WORK);
    }
}
