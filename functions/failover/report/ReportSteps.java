package failover.report;

import failover.report.ReportTimeline.Line;
import java.util.List;

/// The table of the steps, with their times and what came of them.
final class ReportSteps {
    /// What a step says may be the whole answer of a server.
    private static final int OUTCOME_MAX = 2000;

    private final Markup page;
    private final ReportData data;

    private ReportSteps(Markup page, ReportData data) {
        this.page = page;
        this.data = data;
    }

    /// Writes nothing if there is no step.
    static void write(Markup page, ReportData data) {
        new ReportSteps(page, data).table();
    }

    /// The roles keep it a table where narrow screens stack its cells.
    private void table() {
        if (data.timeline().lines().isEmpty()) {
            return;
        }
        page.element("h2", "Step by step").line();
        page.open("table", "class", "steps", "role", "table")
                .line()
                .open("thead", "role", "rowgroup")
                .open("tr", "role", "row");
        for (String title : List.of("Step", "After", "Took", "Runs", "What came of it")) {
            page.element(
                    "th",
                    title,
                    "scope",
                    "col",
                    "role",
                    "columnheader",
                    "class",
                    title.equals("After") || title.equals("Took") ? "number" : "text");
        }
        page.close().close().line().open("tbody", "role", "rowgroup").line();
        data.timeline().lines().forEach(this::step);
        page.close().close().line();
    }

    private void step(Line line) {
        String mood = line.isFailed() ? " bad" : "";
        page.open("tr", "role", "row")
                .open("th", "scope", "row", "role", "rowheader", "class", "name" + mood)
                .element("bdi", ReportWords.cut(line.label(), 80))
                .element("span", ReportWords.clocks(line.begin()), "class", "clock")
                .close()
                .element(
                        "td",
                        ReportWords.offset(data.failover().since(line.begin())),
                        "role",
                        "cell",
                        "class",
                        "number")
                .element("td", ReportWords.duration(line.took()), "role", "cell", "class", "number")
                .element("td", line.runs(), "role", "cell", "class", "runs")
                .element("td", outcome(line), "role", "cell", "class", "what" + mood, "dir", "auto")
                .close()
                .line();
    }

    private String outcome(Line line) {
        String state = switch (line.step().state()) {
            case DONE -> "";
            case FAILED -> "Failed: ";
            case RUNNING -> "Not over: ";
        };
        String again = line.again()
                .map(end -> " (the last of its runs ended "
                        + ReportWords.offset(data.failover().since(end)) + ")")
                .orElse("");
        return state + ReportWords.cut(line.step().outcome(), OUTCOME_MAX) + again;
    }
}
