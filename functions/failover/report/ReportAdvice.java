package failover.report;

import failover.report.ReportData.Problem;
import incident.Failover;
import java.util.ArrayList;
import java.util.List;

/// Something to do, or to know before doing anything; `command` is empty where none is needed.
record ReportAdvice(String text, String command) {
    /// Before the question in the outcome of a step that asks.
    private static final String WAITS = "waits for a person: ";

    private static final ReportAdvice LOOK = new ReportAdvice("See how it stands.", "lifeboat status");

    private static ReportAdvice of(String text) {
        return new ReportAdvice(text, "");
    }

    /// What to do next, in this order.
    static List<ReportAdvice> of(ReportData data) {
        return switch (data.failover().state()) {
            case RUNNING -> running(data);
            case HELD -> held(data);
            case SERVING -> serving(data);
            case STOOD_DOWN -> stoodDown(data);
            case DRILLED -> drilled(data);
            case FAILING_BACK -> failingBack(data);
            case FAILED_BACK ->
                List.of(
                        of(
                                "The site in Azure still runs, and costs: stop its machine, gateway and database, and the jobs"
                                        + " and events that work there."),
                        of("Look on the primary whether its events are enabled, if its data was restored."));
        };
    }

    private static List<ReportAdvice> running(ReportData data) {
        return data.question()
                .map(step -> List.of(
                        of(ReportWords.sentence(step.outcome().replace(WAITS, ""))),
                        new ReportAdvice("Go on.", "lifeboat failover --approve"),
                        new ReportAdvice("Or give it up; nothing was switched yet.", "lifeboat failover --stand-down"),
                        LOOK))
                .orElseGet(() -> List.of(of("Nothing: it goes on by itself, and a mail comes when it is over."), LOOK));
    }

    private static List<ReportAdvice> held(ReportData data) {
        var advice = new ArrayList<>(problems(data));
        advice.add(new ReportAdvice(
                "When that is mended, go on; what is done already is not done again.", "lifeboat failover --resume"));
        if (isAboutBackup(data)) {
            advice.add(new ReportAdvice("Or go on with another backup.", "lifeboat failover --resume --backup ID"));
        }
        advice.add(
                data.failover().isDrill()
                        ? of("Until then look into Azure: what carries the tag lifeboat-failover = "
                                + data.failover().id() + " costs money.")
                        : new ReportAdvice(
                                "Or give it up: whatever was done is taken back.", "lifeboat failover --stand-down"));
        advice.add(LOOK);
        return advice;
    }

    private static List<ReportAdvice> problems(ReportData data) {
        return data.problems().stream().map(ReportAdvice::of).toList();
    }

    private static ReportAdvice of(Problem problem) {
        return of(("\u201c" + problem.step() + "\u201d failed: " + ReportWords.stopped(problem.what()) + " "
                        + problem.hint())
                .strip());
    }

    private static boolean isAboutBackup(ReportData data) {
        return data.problems().stream()
                .map(Problem::step)
                .anyMatch(step -> step.equals(ReportStep.label("ChooseBackup"))
                        || step.equals(ReportStep.label("RestoreBackup")));
    }

    private static List<ReportAdvice> serving(ReportData data) {
        var advice = new ArrayList<>(problems(data));
        if (data.times().trafficConfirmed().isEmpty()) {
            advice.add(of("Open the site from outside and see whether Azure answers: nobody has seen that yet."));
        }
        advice.add(primary(data.fence()));
        advice.add(new ReportAdvice("Watch the site in Azure, and what is noted of the primary.", "lifeboat status"));
        advice.add(of("Take a dump of the primary as soon as it can be reached: it alone has what it took after the"
                + " snapshot, and bringing the data back overwrites it."));
        advice.add(new ReportAdvice(
                "Fail back only when the data is back: dump the database in Azure, restore it to the primary, compare.",
                "lifeboat failback"));
        return advice;
    }

    private static List<ReportAdvice> failingBack(ReportData data) {
        var advice = new ArrayList<>(problems(data));
        advice.add(new ReportAdvice("When that is mended, once more.", "lifeboat failback --data-is-back"));
        advice.add(LOOK);
        return advice;
    }

    private static ReportAdvice primary(ReportFence fence) {
        return of(
                switch (fence.state()) {
                    case FENCED, LIFTED ->
                        "Keep the primary shut, also when it answers again: its accounts stay locked until you fail back.";
                    case UNREACHABLE ->
                        "Keep the primary shut: as soon as AWS lets you, stop the application and its jobs there. Lifeboat"
                                + " locks the accounts when the primary answers, and notes it.";
                    case UNKNOWN, UNTOUCHED ->
                        "Shut the primary by hand, now: stop the application and its jobs in AWS and lock its accounts."
                                + " Whatever the primary takes meanwhile must be merged by hand.";
                });
    }

    private static List<ReportAdvice> stoodDown(ReportData data) {
        var advice = new ArrayList<>(problems(data));
        advice.add(of("Nothing is left to do for this failover: the next one may begin."));
        advice.add(of("Find out why this rang: " + data.failover().trigger().by() + "."));
        return advice;
    }

    private static List<ReportAdvice> drilled(ReportData data) {
        if (data.isProven()) {
            return List.of(
                    of("Nothing is left to do: what the drill made is removed."),
                    of("Compare the times with what you promised your users."));
        }
        var advice = new ArrayList<>(problems(data));
        advice.add(new ReportAdvice("Mend it, and drill again.", "lifeboat failover --drill"));
        return advice;
    }

    /// What a drill showed and what it left out; empty for a real failover.
    static List<String> proofs(ReportData data) {
        Failover failover = data.failover();
        if (!failover.isDrill()) {
            return List.of();
        }
        boolean isMatching = data.backup().filter(ReportBackup::isVerified).isPresent()
                && data.times().restored().isPresent();
        return List.of(
                proof(data.times().drSiteUp().isPresent(), "the DR site comes up in Azure"),
                proof(isMatching, "the backup is there in Azure, and is what it was when it was taken"),
                proof(data.times().checked().isPresent(), "the application answers through the gateway"),
                "Not tried, since a drill moves nobody: shutting the primary, opening the gates, the way of visitors.");
    }

    private static String proof(boolean isProven, String what) {
        return (isProven ? "Proven: " : "Not proven: ") + what + ".";
    }
}
