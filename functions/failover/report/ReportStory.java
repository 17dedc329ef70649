package failover.report;

import failover.report.ReportStep.Kind;
import incident.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The outcome in one sentence, and the four figures that somebody asks for first.
record ReportStory(String sentence, List<Figure> figures) {

    /// `note` says what the figure counts, in a few words.
    record Figure(String value, String label, String note) {}

    static ReportStory of(ReportData data) {
        return new ReportStory(sentence(data), figures(data));
    }

    private static String sentence(ReportData data) {
        return switch (data.failover().state()) {
            case RUNNING -> running(data);
            case HELD -> held(data);
            case SERVING -> serving(data);
            case STOOD_DOWN -> stoodDown(data);
            case DRILLED -> drilled(data);
            case FAILING_BACK ->
                "Visitors of " + site(data)
                        + " are being let go to the primary; until that is done they may see the page.";
            case FAILED_BACK -> "Visitors of " + site(data) + " are back on the primary.";
        };
    }

    /// The state in a few words.
    static String word(ReportData data) {
        return switch (data.failover().state()) {
            case RUNNING -> data.question().isPresent() ? "waits for a person" : "at work";
            case HELD -> "stopped";
            case SERVING ->
                data.times().trafficConfirmed().isPresent() ? "served from Azure" : "switched, not confirmed";
            case STOOD_DOWN -> "called off";
            case DRILLED -> data.isProven() ? "passed" : "failed";
            case FAILING_BACK -> "failing back";
            case FAILED_BACK -> "failed back";
        };
    }

    private static String site(ReportData data) {
        return data.failover().site();
    }

    private static String what(ReportData data) {
        return "The " + (data.failover().isDrill() ? "drill" : "failover") + " of " + site(data);
    }

    private static String running(ReportData data) {
        String work = data.question()
                .map(step -> "waits for a person since " + ReportWords.clocks(step.startedAt()))
                .or(() -> current(data).map(step -> "is at work: " + ReportStep.label(step.name())))
                .orElse("is at work");
        return what(data) + " " + work + ".";
    }

    private static Optional<Step> current(ReportData data) {
        return data.timeline().lines().reversed().stream()
                .filter(ReportTimeline.Line::isOpen)
                .map(ReportTimeline.Line::step)
                .findFirst();
    }

    private static String held(ReportData data) {
        String where = data.problems().stream()
                .map(problem -> " at \u201c" + problem.step() + "\u201d")
                .findFirst()
                .orElse("");
        String state = data.failover().isDrill()
                ? "what it made in Azure may still be there"
                : data.failover().step("OpenGates").isPresent()
                        ? "it is not certain whether visitors go to Azure"
                        : "visitors were not moved";
        return what(data) + " stopped" + where + " and waits for a person; " + state + ".";
    }

    private static String serving(ReportData data) {
        String since = data.timeline()
                .line("OpenGates")
                .map(line -> " since " + ReportWords.clocks(line.again().orElse(line.end())))
                .orElse("");
        return data.times().trafficConfirmed().isPresent()
                ? "Visitors of " + site(data) + " are served from Azure" + since + "."
                : "The gates of " + site(data) + " lead to Azure" + since
                        + ", but nobody has seen visitors arrive there.";
    }

    private static String stoodDown(ReportData data) {
        boolean isBack = data.failover()
                .step("ConfirmOutage")
                .filter(step -> step.outcome().contains("answers again"))
                .isPresent();
        return what(data) + " was called off" + (isBack ? " because the primary answers again" : "")
                + "; visitors were not moved.";
    }

    private static String drilled(ReportData data) {
        if (data.isProven()) {
            return what(data) + " passed: the DR site came up with the data of a backup and answered.";
        }
        return what(data) + " failed"
                + data.problems().stream()
                        .map(problem -> " at \u201c" + problem.step() + "\u201d")
                        .findFirst()
                        .orElse("")
                + "; what it made in Azure is removed.";
    }

    private static List<Figure> figures(ReportData data) {
        var spent = data.timeline().spent();
        var azure = spent.getOrDefault(Kind.AZURE, Duration.ZERO);
        return List.of(
                whole(data),
                lost(data),
                new Figure(ReportWords.duration(azure), "waiting for Azure", "until everything ran there"),
                rest(spent));
    }

    /// What else is worth a figure: the first of these that took time.
    private static Figure rest(Map<Kind, Duration> spent) {
        var person = spent.getOrDefault(Kind.PERSON, Duration.ZERO);
        var restore = spent.getOrDefault(Kind.RESTORE, Duration.ZERO);
        if (!person.isZero()) {
            return new Figure(ReportWords.duration(person), "waiting for a person", "until the answer came");
        }
        return restore.isZero()
                ? new Figure(
                        ReportWords.duration(spent.getOrDefault(Kind.WORK, Duration.ZERO)),
                        "everything else",
                        "noticing, making sure, deciding")
                : new Figure(ReportWords.duration(restore), "restoring", "loading and comparing the data");
    }

    private static Figure whole(ReportData data) {
        String value = ReportWords.duration(data.withoutSite());
        return switch (data.failover().state()) {
            case SERVING, FAILING_BACK, FAILED_BACK ->
                data.times().trafficConfirmed().isPresent()
                        ? new Figure(value, "without the full site", "from the outage until visitors arrived in Azure")
                        : new Figure(value, "until the gates opened", "from the outage; arrival is not confirmed");
            case DRILLED ->
                data.times().checked().isPresent()
                        ? new Figure(value, "until the DR site answered", "from the begin of the drill")
                        : new Figure(value, "taken by the drill", "from its begin to its end");
            case STOOD_DOWN -> new Figure(value, "from the alarm to the end", "visitors were not moved");
            case RUNNING, HELD ->
                new Figure(
                        value, data.failover().isDrill() ? "since the begin" : "since the outage", "as of this report");
        };
    }

    private static Figure lost(ReportData data) {
        String label = data.isServed() ? "of data are missing" : "of data would be missing";
        return data.backup()
                .map(backup -> new Figure(
                        backup.lost().map(ReportWords::duration).orElse("unknown"),
                        label,
                        data.failover().isDrill()
                                ? "between the snapshot and the drill"
                                : "between the snapshot and the outage"))
                .orElseGet(() -> new Figure("none", "backup chosen", "no data came to Azure"));
    }
}
