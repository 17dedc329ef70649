package failover.report;

import static failover.report.PaperFailovers.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import incident.Failover;
import incident.Failover.State;
import incident.Step;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

final class ReportPageTest {
    private static final Set<String> ELEMENTS = Set.of(
            "html", "head", "meta", "title", "style", "body", "main", "section", "p", "span", "bdi", "h1", "h2", "ul",
            "ol", "li", "b", "svg", "desc", "line", "rect", "circle", "text", "table", "thead", "tbody", "tr", "th",
            "td", "dl", "dt", "dd", "code", "br", "footer");

    static Iterable<Failover> everyKind() {
        return PaperFailovers.everyKind();
    }

    private static Document parse(String html) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + html, e);
        }
    }

    private static List<Element> elements(Document page, String name) {
        var found = page.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(at -> (Element) found.item(at))
                .toList();
    }

    private static List<Element> marked(Document page, String name, String look) {
        return elements(page, name).stream()
                .filter(element ->
                        Set.of(element.getAttribute("class").split(" ")).contains(look))
                .toList();
    }

    private static String attributes(Element element) {
        var names = new TreeSet<String>();
        for (int at = 0; at < element.getAttributes().getLength(); at++) {
            Node attribute = element.getAttributes().item(at);
            names.add(attribute.getNodeName());
        }
        return String.join(" ", names);
    }

    private static double percent(Element element, String attribute) {
        String value = element.getAttribute(attribute);
        assertThat(value).endsWith("%");
        return Double.parseDouble(value.substring(0, value.length() - 1));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void thePageIsWellFormedAndAsksForNothing(Failover failover) {
        String html = ReportPage.html(failover, after(9000));
        var page = parse(html);
        assertThat(html).doesNotContain("http://", "https://", "src=", "@import", "url(", "href", "<script");
        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
        assertThat(elements(page, "h1")).hasSize(1);
        assertThat(elements(page, "title")).isNotEmpty();
        assertThat(marked(page, "ul", "figures")
                        .getFirst()
                        .getElementsByTagName("li")
                        .getLength())
                .isEqualTo(4);
        assertThat(elements(page, "*")).extracting(Element::getTagName).isSubsetOf(ELEMENTS);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyBarIsAsLongAsItsStepTook(Failover failover) {
        var timeline = ReportData.of(failover, after(9000)).timeline();
        var bars = marked(parse(ReportPage.html(failover, after(9000))), "rect", "bar");
        assertThat(bars).hasSameSizeAs(timeline.lines());
        for (int at = 0; at < bars.size(); at++) {
            var line = timeline.lines().get(at);
            double scale = 100.0 / timeline.total().toMillis();
            assertThat(bars.get(at).getAttribute("data-step"))
                    .isEqualTo(line.step().name());
            assertThat(percent(bars.get(at), "width")).isCloseTo(line.took().toMillis() * scale, within(0.0001));
            assertThat(percent(bars.get(at), "x") + percent(bars.get(at), "width"))
                    .isLessThanOrEqualTo(100.0002);
        }
    }

    @Test
    void stepsOfNoLengthAreSeenAllTheSame() {
        var page = parse(ReportPage.html(PaperFailovers.failedDrill(), after(5)));
        assertThat(marked(page, "rect", "bar"))
                .filteredOn(bar -> percent(bar, "width") == 0)
                .hasSize(3);
        assertThat(marked(page, "line", "pin")).hasSize(5);
    }

    @Test
    void nothingThatTakesNoTimeAtAllBreaksThePage() {
        var failover = PaperFailovers.real().done("ConfirmOutage", 0, 0, "").at(State.HELD, 0);
        assertThat(parse(ReportPage.html(failover, after(0)))
                        .getDocumentElement()
                        .getTextContent())
                .contains("0 s");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 59, 600, 1631, 5400, 40_000, 90_000, 700_000, 40_000_000, 2_000_000_000})
    void theAxisHasAFewMarksHoweverLongItTook(int seconds) {
        var failover =
                PaperFailovers.real().done("ConfirmOutage", 0, seconds, "").at(State.HELD, seconds);
        var marks = marked(parse(ReportPage.html(failover, after(seconds))), "text", "axis");
        assertThat(marks).hasSizeBetween(2, 6);
        assertThat(marks).extracting(Node::getTextContent).doesNotHaveDuplicates();
    }

    @Test
    void waitingFailingAndWorkingLookDifferentAndAreNamed() {
        var page = parse(ReportPage.html(PaperFailovers.held(), after(1502)));
        assertThat(marked(page, "rect", "bar"))
                .extracting(bar -> bar.getAttribute("class"))
                .containsExactly("bar work", "bar waiting", "bar waiting", "bar work", "bar failed");
        assertThat(marked(page, "text", "bad").getFirst().getTextContent()).contains("failed", "3 runs", "13 min 17 s");
        assertThat(marked(page, "ul", "legend").getFirst().getTextContent()).contains("own work", "waiting", "failed");
    }

    @Test
    void aRunThatCameLaterIsMarked() {
        var failover = PaperFailovers.real()
                .attempt(2)
                .step("ConfirmOutage", Step.State.DONE, 2, 5, 90, "down")
                .open("AwaitDrSite", 3, 45, "waiting")
                .running();
        var page = parse(ReportPage.html(failover, after(100)));
        assertThat(percent(marked(page, "circle", "again").getFirst(), "cx")).isEqualTo(90);
        assertThat(page.getDocumentElement().getTextContent()).contains("started 2 times");
    }

    @Test
    void timesAreToldInUtcAndInSeoul() {
        assertThat(ReportPage.html(PaperFailovers.serving(), after(1631)))
                .contains("2026-11-22 03:15:00 UTC (2026-11-22 12:15:00 Seoul)")
                .contains("2026-11-21 17:02:11 UTC (2026-11-22 02:02:11 Seoul)");
    }

    @Test
    void whatAPersonMustDoComesFirst() {
        assertThat(ReportPage.html(PaperFailovers.held(), after(1502)))
                .containsSubsequence("<h1", "What to do next", "The timeline", "Step by step", "What was used");
        assertThat(ReportPage.html(PaperFailovers.serving(), after(1631)))
                .containsSubsequence("<h1", "The timeline", "Step by step", "What was used", "What to do next");
    }

    static Stream<String> attacks() {
        return Stream.of(
                "<script>alert(1)</script>",
                "</style></title></svg><img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)\" '",
                "' style='x",
                "]]><!-- --><![CDATA[",
                "&amp;&#x3c;script>",
                "\ud83d\ude00\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
                "\u0000\u0008\u001b[31m\ufffe\uffff",
                "\ud800 half",
                "half \udc00",
                "\u202egnp.exe\u2066\u2069",
                "\u05e9\u05dc\u05d5\u05dd (abc)",
                "%s %n ${x} {{y}}",
                "a\r\nb\u2028c\u2029",
                "long".repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void whateverTheDataSayItStaysText(String attack) {
        var failover = PaperFailovers.real()
                .site(attack)
                .triggeredBy(attack)
                .failed(attack, 3, 5, 60, attack)
                .done("ChooseBackup", 6, 7, attack, "backup", attack, "gtidSet", attack, "newerUnused", attack)
                .done("RestoreBackup", 7, 8, attack, "notes", attack, "verdict", attack)
                .fenced(8, attack, attack)
                .open("Approve", 1, 9, attack)
                .note(3, attack)
                .at(State.HELD, 61);
        var page = parse(ReportPage.html(failover, after(61)));
        var allowed = Set.of(
                "aria-hidden aria-labelledby class content cx cy charset data-step dir height http-equiv id lang name r role"
                        .split(" "));
        var shapes = Set.of("scope text-anchor width x x1 x2 y y1 y2".split(" "));
        for (Element element : elements(page, "*")) {
            assertThat(element.getTagName()).isIn(ELEMENTS);
            Stream.of(attributes(element).split(" "))
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> assertThat(allowed.contains(name) || shapes.contains(name))
                            .as(name)
                            .isTrue());
        }
        String text = page.getDocumentElement().getTextContent();
        assertThat(text).doesNotContain("\u202e", "\u0000", "\u2066");
        assertThat(ReportText.mail(failover, "link")).doesNotContain("\u202e", "\u0000", "\u001b");
    }

    @Test
    void theTextOfAnAttackCanBeReadAsItWas() {
        String attack = "</td><script>alert(\"1\")</script> & 'so on' \ud83d\ude00";
        var failover = PaperFailovers.real().done("ConfirmOutage", 1, 2, attack).running();
        var page = parse(ReportPage.html(failover, after(3)));
        assertThat(marked(page, "td", "what").getFirst().getTextContent()).isEqualTo(attack);
    }

    /// The style is written like any other text, and must come out as it went in.
    @Test
    void theStyleNeedsNoEscaping() {
        assertThat(Markup.escape(ReportStyle.CSS)).isEqualTo(ReportStyle.CSS);
        assertThat(ReportStyle.CSS).contains("prefers-color-scheme: dark", "@media print");
    }

    @Test
    void everyColourOfWordsCanBeReadByDayAndByNight() {
        var themes = Pattern.compile(":root \\{([^}]*--paper[^}]*)}")
                .matcher(ReportStyle.CSS)
                .results()
                .toList();
        assertThat(themes).hasSize(2);
        for (var theme : themes) {
            for (String words : List.of("ink", "soft", "work", "restore", "wait", "bad", "good")) {
                for (String ground : List.of("paper", "tint")) {
                    assertThat(contrast(theme.group(1), words, ground))
                            .as(words + " on " + ground)
                            .isGreaterThan(4.5);
                }
            }
        }
    }

    private static double contrast(String theme, String one, String other) {
        double a = light(theme, one);
        double b = light(theme, other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /// The relative luminance, as the accessibility guidelines define it.
    private static double light(String theme, String name) {
        var found = Pattern.compile("--" + name + ": #([0-9a-f]{6})").matcher(theme);
        assertThat(found.find()).as(name).isTrue();
        int colour = Integer.parseInt(found.group(1), 16);
        return 0.2126 * channel(colour >> 16) + 0.7152 * channel(colour >> 8) + 0.0722 * channel(colour);
    }

    private static double channel(int value) {
        double share = (value & 0xFF) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
