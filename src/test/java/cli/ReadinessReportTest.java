package cli;

import static org.assertj.core.api.Assertions.assertThat;

import incident.Readiness;
import incident.Readiness.Check;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a person reads of the last rehearsal.
final class ReadinessReportTest {
    private static final Instant AT = Instant.parse("2026-11-21T18:31:07Z");
    private static final Check BACKUP = new Check("ChooseBackup", true, "newest verified backup 1 h 20 min old");
    private static final Check ROOM = new Check("StartDrSite", false, "no room (Ask Azure for quota.)");

    private static ReadinessReport report(Duration age, Check... checks) {
        return new ReadinessReport(Optional.of(new Readiness(AT, List.of(checks))), AT.plus(age));
    }

    private static String printed(ReadinessReport report) {
        var text = new StringWriter();
        report.print(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void aGoodOneIsOneLine() {
        var report = report(Duration.ofHours(5), BACKUP);
        assertThat(printed(report))
                .isEqualToIgnoringNewLines(
                        "readiness: READY, rehearsed 2026-11-21 18:31 UTC (1 functions, newest verified backup 1 h 20"
                                + " min old)");
        assertThat(report.document()).containsEntry("ready", true).containsEntry("known", true);
    }

    @Test
    void aBadOneNamesWhatIsWrong() {
        var report = report(Duration.ofHours(5), BACKUP, ROOM);
        assertThat(printed(report).lines())
                .containsExactly(
                        "readiness: NOT READY, rehearsed 2026-11-21 18:31 UTC (1 of 2 functions could not do their"
                                + " work)",
                        "  StartDrSite: no room (Ask Azure for quota.)");
        assertThat(report.document()).containsEntry("ready", false).containsEntry("known", true);
    }

    @Test
    void anOldOneIsNoYes() {
        var report = report(Duration.ofHours(27), BACKUP);
        assertThat(printed(report))
                .startsWith("readiness: UNKNOWN, the last rehearsal was 27 hours ago, at 2026-11-21 18:31 UTC: READY;")
                .contains("lifeboat failover --rehearse");
        assertThat(report.document()).containsEntry("ready", false).containsEntry("known", false);
    }

    @Test
    void oneThatNeverWasIsNoYes() {
        var report = new ReadinessReport(Optional.empty(), AT);
        assertThat(printed(report)).contains("UNKNOWN, it was never rehearsed; lifeboat failover --rehearse");
        assertThat(report.document()).containsEntry("ready", false).doesNotContainKey("rehearsedAt");
    }

    @Test
    void oneThatAskedNobodyIsNoYes() {
        assertThat(printed(report(Duration.ZERO))).startsWith("readiness: NOT READY");
    }
}
