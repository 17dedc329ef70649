package failover.report;

import incident.Failover;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// The report as a page of its own: it asks for nothing else, runs nothing, and can be kept, printed or sent.
public final class ReportPage {
    private final Markup page = new Markup();
    private final ReportData data;

    private ReportPage(ReportData data) {
        this.data = data;
    }

    /// The page for a failover as it is known at `now`. Reads nothing but its arguments.
    public static String html(Failover failover, Instant now) {
        return new ReportPage(ReportData.of(failover, now)).html();
    }

    private String html() {
        page.open("html", "lang", "en").line();
        head();
        page.open("body").line().open("main").line();
        top();
        if (isUrgent()) {
            next("urgent");
        }
        timeline();
        ReportSteps.write(page, data);
        new ReportFacts(page, data).write();
        if (!isUrgent()) {
            next("later");
        }
        notes();
        page.close().line();
        foot();
        return "<!DOCTYPE html>\n" + page.close().line().close().line().document();
    }

    /// A person has to act before all is well.
    private boolean isUrgent() {
        return switch (data.failover().state()) {
            case RUNNING -> data.question().isPresent();
            case HELD, FAILING_BACK -> true;
            case SERVING ->
                data.times().trafficConfirmed().isEmpty() || data.fence().isDoubtful();
            case STOOD_DOWN, DRILLED, FAILED_BACK -> false;
        };
    }

    /// The policy forbids everything but the style, whatever should get into the page.
    private void head() {
        page.open("head")
                .line()
                .empty("meta", "charset", "utf-8")
                .line()
                .empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
                .line()
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line()
                .empty("meta", "name", "robots", "content", "noindex")
                .line()
                .empty("meta", "name", "referrer", "content", "no-referrer")
                .line()
                .element("title", ReportText.subject(data))
                .line()
                .element("style", ReportStyle.CSS)
                .line()
                .close()
                .line();
    }

    private void top() {
        var story = ReportStory.of(data);
        var failover = data.failover();
        page.open("p", "class", "kicker")
                .element("span", ReportStory.word(data), "class", "state " + mood())
                .text((failover.isDrill() ? "Drill of " : "Failover of "))
                .element("bdi", failover.site())
                .close()
                .line();
        page.element("h1", story.sentence(), "dir", "auto").line();
        page.open("ul", "class", "figures").line();
        for (var figure : story.figures()) {
            page.open("li")
                    .element("b", figure.value())
                    .element("span", figure.label())
                    .element("span", figure.note(), "class", "soft")
                    .close()
                    .line();
        }
        page.close().line();
        page.open("p", "class", "soft")
                .element(
                        "span",
                        (failover.isDrill() ? "Begun " : "Outage ")
                                + ReportWords.both(failover.trigger().at()),
                        "class",
                        "when")
                .line()
                .element("span", "This report " + ReportWords.both(data.now()), "class", "when")
                .close()
                .line();
    }

    private String mood() {
        return switch (data.failover().state()) {
            case HELD, FAILING_BACK -> "bad";
            case RUNNING -> "open";
            case SERVING -> isUrgent() ? "open" : "good";
            case DRILLED -> data.isProven() ? "good" : "bad";
            case STOOD_DOWN, FAILED_BACK -> "good";
        };
    }

    private void next(String look) {
        page.open("section", "class", look)
                .element("h2", "What to do next", "id", "next")
                .line();
        page.open("ol", "class", "next").line();
        for (var advice : ReportAdvice.of(data)) {
            page.open("li", "dir", "auto").text(advice.text());
            if (!advice.command().isEmpty()) {
                page.text(" ").element("code", advice.command());
            }
            page.close().line();
        }
        page.close().close().line();
    }

    private void timeline() {
        page.element("h2", "The timeline").line();
        if (data.timeline().lines().isEmpty()) {
            page.element("p", "No step has begun.").line();
            return;
        }
        ReportChart.draw(page, data.timeline());
        reached();
        page.element("p", "Where the " + ReportWords.duration(data.timeline().total()) + " went: " + spent() + ".")
                .line();
        if (data.isResumed()) {
            page.element(
                            "p",
                            "The workflow was started " + data.failover().attempt()
                                    + " times. Where it stood still meanwhile, the step that it stood at seems longer, and the rest too.",
                            "class",
                            "soft")
                    .line();
        }
    }

    private void reached() {
        if (data.times().list().isEmpty()) {
            return;
        }
        page.open("ul", "class", "reached");
        data.times()
                .list()
                .forEach(stage -> page.open("li")
                        .element("b", stage.after())
                        .text(" " + stage.name())
                        .close());
        page.close().line();
    }

    private String spent() {
        return String.join(
                ", ",
                data.timeline().spent().entrySet().stream()
                        .filter(part -> !part.getValue().isZero())
                        .map(ReportPage::part)
                        .toList());
    }

    private static String part(Map.Entry<ReportStep.Kind, Duration> part) {
        return ReportWords.duration(part.getValue()) + " " + part.getKey().words();
    }

    private void notes() {
        if (data.failover().notes().isEmpty()) {
            return;
        }
        page.element("h2", "What happened meanwhile")
                .line()
                .open("dl", "class", "facts")
                .line();
        for (var note : data.failover().notes()) {
            page.open("dt", "class", "soft")
                    .text(ReportWords.utc(note.at()))
                    .empty("br")
                    .text(ReportWords.seoul(note.at()))
                    .close()
                    .element("dd", ReportWords.cut(note.text(), 2000), "dir", "auto")
                    .line();
        }
        page.close().line();
    }

    private void foot() {
        var failover = data.failover();
        page.open("footer", "class", "soft")
                .element(
                        "p",
                        "Failover " + failover.id() + ", epoch " + failover.epoch() + ", run " + failover.attempt()
                                + " of the workflow, begun by "
                                + failover.trigger().by() + ".")
                .close()
                .line();
    }
}
