package failover.report;

import failover.report.ReportTimeline.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The timeline as a drawing: one bar a step, all on one scale from the outage to the end. A bar is exactly as
/// long as its step took; a stroke at its begin shows those that are too short to be seen.
///
/// Places are percentages, so that words keep their size on a narrow screen.
final class ReportChart {
    private static final int ROW = 40;
    private static final int BAR_TOP = 20;
    private static final int BAR_HEIGHT = 12;
    private static final int AXIS = 24;
    private static final int TICKS_MAX = 5;
    private static final int LABEL_MAX = 34;

    private static final List<Duration> UNITS = Stream.concat(
                    Stream.of(1, 2, 5, 10, 15, 30).map(Duration::ofSeconds),
                    Stream.concat(
                            Stream.of(1, 2, 5, 10, 15, 30).map(Duration::ofMinutes),
                            Stream.of(1, 2, 3, 6, 12, 24, 48, 168, 720, 8760).map(Duration::ofHours)))
            .toList();

    private final Markup page;
    private final ReportTimeline timeline;

    private ReportChart(Markup page, ReportTimeline timeline) {
        this.page = page;
        this.timeline = timeline;
    }

    /// Draws it, with a legend.
    static void draw(Markup page, ReportTimeline timeline) {
        var chart = new ReportChart(page, timeline);
        chart.drawing();
        chart.legend();
    }

    private void drawing() {
        int height = timeline.lines().size() * ROW;
        page.open(
                        "svg",
                        "class",
                        "chart",
                        "width",
                        "100%",
                        "height",
                        height + AXIS + "",
                        "role",
                        "img",
                        "aria-labelledby",
                        "chart-title chart-desc")
                .element("title", "The timeline of the steps", "id", "chart-title")
                .element("desc", description(), "id", "chart-desc")
                .line();
        axis(height);
        int top = 0;
        for (Line line : timeline.lines()) {
            row(line, top);
            top += ROW;
        }
        page.close().line();
    }

    private String description() {
        return "One bar for each of " + timeline.lines().size() + " steps, on one scale from the outage to "
                + ReportWords.duration(timeline.total()) + " later. The table below has the same times.";
    }

    private void axis(int height) {
        var unit = unit(timeline.total());
        for (var at = Duration.ZERO; at.compareTo(timeline.total()) <= 0; at = at.plus(unit)) {
            String x = percent(at);
            page.empty("line", "class", "grid", "x1", x, "x2", x, "y1", "0", "y2", height + 6 + "");
            String anchor = at.isZero() ? "start" : share(at) > 94 ? "end" : "middle";
            page.element("text", label(at, unit), "class", "axis", "x", x, "y", height + 20 + "", "text-anchor", anchor)
                    .line();
        }
    }

    private static Duration unit(Duration total) {
        return UNITS.stream()
                .filter(unit -> total.dividedBy(unit) <= TICKS_MAX)
                .findFirst()
                .orElseGet(() -> total.dividedBy(TICKS_MAX));
    }

    /// All in one unit, so that they can be compared at a glance.
    private static String label(Duration at, Duration unit) {
        if (at.isZero()) {
            return "0";
        }
        if (unit.compareTo(Duration.ofMinutes(1)) < 0) {
            return at.toSeconds() + " s";
        }
        if (unit.compareTo(Duration.ofHours(1)) < 0) {
            return at.toMinutes() + " min";
        }
        return unit.compareTo(Duration.ofDays(1)) < 0 ? at.toHours() + " h" : at.toDays() + " d";
    }

    private void row(Line line, int top) {
        String x = percent(line.begin());
        String middle = top + 14 + "";
        page.element("text", ReportWords.cut(line.label(), LABEL_MAX), "class", "step", "x", "0", "y", middle);
        page.element(
                "text",
                state(line),
                "class",
                line.isFailed() ? "took bad" : "took",
                "x",
                "100%",
                "y",
                middle,
                "text-anchor",
                "end");
        page.empty(
                "rect", "class", "lane", "x", "0", "width", "100%", "y", top + BAR_TOP + "", "height", BAR_HEIGHT + "");
        page.empty(
                "rect",
                "class",
                "bar " + look(line),
                "data-step",
                line.step().name(),
                "x",
                x,
                "width",
                percent(line.took()),
                "y",
                top + BAR_TOP + "",
                "height",
                BAR_HEIGHT + "");
        page.empty(
                "line",
                "class",
                "pin " + look(line),
                "x1",
                x,
                "x2",
                x,
                "y1",
                top + BAR_TOP - 2 + "",
                "y2",
                top + BAR_TOP + BAR_HEIGHT + 2 + "");
        line.again()
                .ifPresent(again -> page.empty(
                        "circle",
                        "class",
                        "again",
                        "cx",
                        percent(again),
                        "cy",
                        top + BAR_TOP + BAR_HEIGHT / 2 + "",
                        "r",
                        "4"));
        page.line();
    }

    private static String state(Line line) {
        String took = ReportWords.duration(line.took());
        String runs = line.runs().isEmpty() ? "" : line.runs() + " \u00b7 ";
        return switch (line.step().state()) {
            case DONE -> runs + took;
            case FAILED -> "\u2715 failed \u00b7 " + runs + took;
            case RUNNING -> "not over \u00b7 " + runs + took;
        };
    }

    /// The class that gives a bar its look.
    private static String look(Line line) {
        if (line.isFailed()) {
            return "failed";
        }
        return line.kind().isWaiting() ? "waiting" : line.kind() == ReportStep.Kind.RESTORE ? "restoring" : "work";
    }

    private String percent(Instant moment) {
        return percent(Duration.between(timeline.begin(), moment));
    }

    private String percent(Duration part) {
        return String.format(Locale.ROOT, "%.4f%%", share(part));
    }

    private double share(Duration part) {
        return 100.0 * part.toMillis() / Math.max(1, timeline.total().toMillis());
    }

    private void legend() {
        page.open("ul", "class", "legend");
        timeline.lines().stream().map(ReportChart::look).distinct().sorted().forEach(this::entry);
        if (timeline.lines().stream().anyMatch(line -> line.again().isPresent())) {
            page.open("li").open("svg", "width", "30", "height", "12", "aria-hidden", "true");
            page.empty("circle", "class", "again", "cx", "15", "cy", "6", "r", "4")
                    .close();
            page.text(" ended once more").close();
        }
        page.close().line();
    }

    private void entry(String look) {
        page.open("li").open("svg", "width", "30", "height", "12", "aria-hidden", "true");
        page.empty("rect", "class", look, "x", "1", "y", "1", "width", "28", "height", "10")
                .close();
        page.text(" " + (look.equals("work") ? "own work" : look)).close();
    }
}
