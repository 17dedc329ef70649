package failover.report;

import incident.Failover;
import java.util.ArrayList;
import java.util.List;

/// The report as a mail, and what people are told of an error. Texts of a failover as it was when it came to
/// rest.
public final class ReportText {
    private static final int SUBJECT_MAX = 100;
    private static final int SITE_MAX = 30;
    private static final int TEXT_MAX = 600;

    private ReportText() {}

    /// The outcome in at most 100 printable ASCII characters, as SNS asks for.
    public static String subject(Failover failover) {
        return subject(ReportData.atRest(failover));
    }

    static String subject(ReportData data) {
        String site = ReportWords.cut(ascii(data.failover().site()), SITE_MAX);
        String what = (data.failover().isDrill() ? "drill of " : "failover of ") + site;
        String where = data.problems().stream()
                .map(problem -> ": " + problem.step())
                .findFirst()
                .orElse("");
        String text = switch (data.failover().state()) {
            case RUNNING -> what + (data.question().isPresent() ? " waits for you" : " is at work");
            case HELD -> what + " STOPPED, a person must act" + where;
            case SERVING ->
                data.times().trafficConfirmed().isPresent()
                        ? site + " is served from Azure, after " + ReportWords.duration(data.withoutSite())
                        : site + " is switched to Azure, NOT CONFIRMED";
            case STOOD_DOWN -> what + " called off, visitors were not moved";
            case DRILLED ->
                data.isProven()
                        ? what + " passed in " + ReportWords.duration(data.withoutSite())
                        : what + " FAILED" + where;
            case FAILING_BACK -> "the failback of " + site + " STOPPED, a person must act" + where;
            case FAILED_BACK -> site + " is back on the primary";
        };
        return ReportWords.cut("Lifeboat: " + ascii(text), SUBJECT_MAX);
    }

    private static String ascii(String text) {
        return text.codePoints()
                .map(point -> point < ' ' ? ' ' : point < 0x7F ? point : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// What happened, the figures, what to do, and `link`, where the whole report is.
    public static String mail(Failover failover, String link) {
        var data = ReportData.atRest(failover);
        var story = ReportStory.of(data);
        var lines = new ArrayList<String>();
        lines.add(story.sentence());
        lines.add("");
        story.figures()
                .forEach(figure ->
                        lines.add("  %-15s %s (%s)".formatted(figure.value(), figure.label(), figure.note())));
        lines.add("");
        lines.add("What to do next");
        lines.addAll(advice(data));
        lines.add("");
        lines.addAll(facts(data));
        lines.add("");
        lines.add("The whole report: " + link);
        return String.join("\n", lines) + "\n";
    }

    private static List<String> advice(ReportData data) {
        var lines = new ArrayList<String>();
        int number = 1;
        for (var advice : ReportAdvice.of(data)) {
            lines.add("%2d. %s".formatted(number++, ReportWords.cut(advice.text(), TEXT_MAX)));
            if (!advice.command().isEmpty()) {
                lines.add("      " + advice.command());
            }
        }
        return lines;
    }

    private static List<String> facts(ReportData data) {
        var lines = new ArrayList<String>();
        lines.add((data.failover().isDrill() ? "Begun:   " : "Outage:  ")
                + ReportWords.both(data.failover().trigger().at()));
        data.times().list().forEach(stage -> lines.add("  %-9s %s".formatted(stage.after(), stage.name())));
        data.backup().ifPresent(backup -> {
            lines.add("Backup:  " + backup.id() + "; " + backup.trust());
            lines.add((data.isServed() ? "Lost:    " : "Would be lost: ") + ReportFacts.lost(data, backup));
            if (!backup.gtidSet().isEmpty()) {
                lines.add("Data up to GTID set: " + ReportWords.cut(backup.gtidSet(), TEXT_MAX));
            }
        });
        if (!data.failover().isDrill()) {
            lines.add("Primary: " + data.fence().state().words() + ". "
                    + data.fence().state().meaning());
        }
        lines.addAll(ReportAdvice.proofs(data));
        lines.add("Failover " + data.failover().id());
        return lines;
    }

    /// The message alone of the error that Step Functions tells as its cause: that is JSON, perhaps cut off, or
    /// any text. Never a stack trace; at most 1000 characters.
    public static String cause(String cause) {
        return ErrorCause.message(cause);
    }
}
