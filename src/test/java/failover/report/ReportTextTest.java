package failover.report;

import static failover.report.PaperFailovers.after;
import static org.assertj.core.api.Assertions.assertThat;

import incident.Failover;
import incident.Failover.State;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReportTextTest {
    static Iterable<Failover> everyKind() {
        return PaperFailovers.everyKind();
    }

    @Test
    void theSubjectSaysHowItStands() {
        assertThat(ReportText.subject(PaperFailovers.serving()))
                .isEqualTo("Lifeboat: shop is served from Azure, after 27 min 10 s");
        assertThat(ReportText.subject(PaperFailovers.held()))
                .isEqualTo("Lifeboat: failover of shop STOPPED, a person must act: Restore and compare the data");
        assertThat(ReportText.subject(PaperFailovers.stoodDown()))
                .isEqualTo("Lifeboat: failover of shop called off, visitors were not moved");
        assertThat(ReportText.subject(PaperFailovers.drilled()))
                .isEqualTo("Lifeboat: drill of shop passed in 23 min 32 s");
        assertThat(ReportText.subject(PaperFailovers.failedDrill()))
                .isEqualTo("Lifeboat: drill of shop FAILED: Choose the backup");
        assertThat(ReportText.subject(PaperFailovers.toTheEnd().at(State.SERVING, 1531)))
                .isEqualTo("Lifeboat: shop is switched to Azure, NOT CONFIRMED");
    }

    @Test
    void aSubjectIsShortPrintableAsciiWhateverTheNames() {
        var failover = PaperFailovers.real()
                .site("\uc1fc\ud551\r\nBcc: all@shop.example ".repeat(9))
                .failed("line\nbreak \ud83d\ude00".repeat(50), 1, 5, 6, "no")
                .at(State.HELD, 7);
        assertThat(ReportText.subject(failover)).hasSizeLessThanOrEqualTo(100).matches("[ -~]+");
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyMailTellsTheFiguresWhatToDoAndWhereTheReportIs(Failover failover) {
        assertThat(ReportText.subject(failover)).hasSizeLessThanOrEqualTo(100).matches("[ -~]+");
        assertThat(ReportText.mail(failover, "the-link"))
                .contains("waiting for Azure", "What to do next", " 1. ", "2026-11-22 03:15:00 UTC", failover.id())
                .endsWith("The whole report: the-link\n");
    }

    @Test
    void theMailOfAHeldFailoverNamesTheProblemAndTheWaysOut() {
        assertThat(ReportText.mail(PaperFailovers.held(), "link"))
                .contains("shop.orders has 3 rows (of 12) less. Choose an older backup")
                .contains("lifeboat failover --resume\n", "lifeboat failover --stand-down\n", "--resume --backup ID\n")
                .contains("visitors were not moved");
    }

    @Test
    void theMailOfASiteInAzureSaysWhatIsLostAndWhatBecomesOfThePrimary() {
        assertThat(ReportText.mail(PaperFailovers.serving(), "link"))
                .contains("the last 10 h 12 min before the outage", PaperFailovers.GTID_SET, "Primary: out of reach.")
                .contains("+25:01    data restored", "lifeboat failback");
    }

    @Test
    void aQuestionThatIsOpenIsInTheMail() {
        var failover = PaperFailovers.real()
                .open("Approve", 1, 36, "waits for a person: Move the site?")
                .running();
        assertThat(ReportText.mail(failover, "link")).contains("1. Move the site?\n", "lifeboat failover --approve");
    }

    @Test
    void timesAreToldInTwoUnits() {
        var seen = IntStream.of(0, 40, 9_999, 59_999, 60_000, 3_599_999, 3_600_000, 86_400_000, 2_000_000_000)
                .mapToObj(millis -> ReportWords.duration(Duration.ofMillis(millis)))
                .collect(Collectors.joining(", "));
        assertThat(seen).isEqualTo("0 s, 0.0 s, 9.9 s, 59 s, 1 min 00 s, 59 min 59 s, 1 h 00 min, 1 d 0 h, 23 d 3 h");
        assertThat(ReportWords.both(after(-3600 * 12)))
                .isEqualTo("2026-11-21 15:15:00 UTC (2026-11-22 00:15:00 Seoul)");
    }

    @Test
    void aCauseIsTheMessageAlone() {
        assertThat(ReportText.cause("""
                        {"errorMessage":"it said \\"no\\"\\n(Ask again.)","errorType":"base.TransientFailure",\
                        "stackTrace":["failover.Task.run(Task.java:1)","a.b(C.java:2)"]}""")).isEqualTo("it said \"no\"\n(Ask again.)");
    }

    @Test
    void aCauseThatIsCutOffIsToldAsFarAsItGoes() {
        String whole = "{\"errorMessage\":\"caf\\u00e9 \\\\ closed\",\"errorType\":\"X\"}";
        for (int end = 1; end <= whole.length(); end++) {
            assertThat("caf\u00e9 \\ closed").startsWith(ReportText.cause(whole.substring(0, end)));
        }
        assertThat(ReportText.cause("{\"errorMessage\":\"it is ti")).isEqualTo("it is ti");
    }

    @Test
    void aCauseMayBeAnyText() {
        assertThat(ReportText.cause("A task timed out.")).isEqualTo("A task timed out.");
        assertThat(ReportText.cause("base.X: it broke\n\tat failover.Task.run(Task.java:1)\nCaused by: secret"))
                .isEqualTo("base.X: it broke");
        assertThat(ReportText.cause("{\"errorType\":\"Sandbox.Timedout\",\"stackTrace\":[\"secret\"]}"))
                .isEqualTo("Sandbox.Timedout");
        assertThat(ReportText.cause("{\"errorMessage\":null,\"errorType\":\"X\"}"))
                .isEqualTo("X");
        assertThat(ReportText.cause("{\"errorMessage\":{\"a\":\"secret\"}}")).isEmpty();
        assertThat(ReportText.cause("{\"a\":[\"secret\"]}")).isEmpty();
        assertThat(ReportText.cause("{\"errorMessage\":\"a\\nb\\n\\tat c.D.e(D.java:1)\"}"))
                .isEqualTo("a\nb");
        assertThat(ReportText.cause("null")).isEmpty();
        assertThat(ReportText.cause("")).isEmpty();
        assertThat(ReportText.cause("x".repeat(100_000))).hasSize(1000);
        assertThat(ReportText.cause("{\"errorMessage\":\"" + "\\\"".repeat(100_000)))
                .hasSize(1000);
    }
}
