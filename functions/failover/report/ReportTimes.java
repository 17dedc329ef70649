package failover.report;

import incident.Failover;
import incident.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// When the stages of a failover were reached, counted from the outage; empty where one was not.
record ReportTimes(
        Optional<Duration> confirmed,
        Optional<Duration> drSiteUp,
        Optional<Duration> restored,
        Optional<Duration> checked,
        Optional<Duration> gatesOpen,
        Optional<Duration> trafficConfirmed) {
    /// How the outcome of a step begins that gave up waiting for visitors, and is done all the same.
    private static final String NOT_CONFIRMED = "not confirmed";

    static ReportTimes of(Failover failover, ReportTimeline timeline) {
        var reader = new Reader(failover, timeline);
        return new ReportTimes(
                reader.confirmed(),
                reader.first("AwaitDrSite"),
                reader.restored(),
                reader.last("CheckDrSite"),
                reader.last("OpenGates"),
                reader.last("ConfirmTraffic")
                        .filter(there -> !reader.outcome("ConfirmTraffic").startsWith(NOT_CONFIRMED)));
    }

    /// A stage that was reached, and when.
    record Stage(String name, String after) {}

    /// Those that were reached, in their order.
    List<Stage> list() {
        return Stream.of(
                        stage("outage confirmed", confirmed),
                        stage("DR site up", drSiteUp),
                        stage("data restored", restored),
                        stage("site checked", checked),
                        stage("gates open", gatesOpen),
                        stage("visitors seen in Azure", trafficConfirmed))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Stage> stage(String name, Optional<Duration> after) {
        return after.map(time -> new Stage(name, ReportWords.offset(time)));
    }

    private record Reader(Failover failover, ReportTimeline timeline) {
        Optional<Duration> first(String step) {
            return timeline.line(step).filter(ReportTimeline.Line::isReached).map(line -> after(line.end()));
        }

        Optional<Duration> last(String step) {
            return timeline.line(step)
                    .filter(line -> line.step().state() == Step.State.DONE)
                    .map(line -> after(line.again().orElse(line.end())));
        }

        /// Nobody goes on to the DR site before; a drill does without an outage.
        Optional<Duration> confirmed() {
            boolean isBelieved = timeline.line("AwaitDrSite").isPresent() && !failover.isDrill();
            return isBelieved ? first("ConfirmOutage") : Optional.empty();
        }

        /// What the standby holds already needs no restoring.
        Optional<Duration> restored() {
            boolean isHeld = timeline.line("RestoreBackup").isEmpty()
                    && timeline.line("CheckDrSite").isPresent();
            return isHeld ? first("ChooseBackup") : last("RestoreBackup");
        }

        String outcome(String step) {
            return timeline.line(step).map(line -> line.step().outcome()).orElse("");
        }

        private Duration after(Instant moment) {
            var after = failover.since(moment);
            return after.isNegative() ? Duration.ZERO : after;
        }
    }
}
