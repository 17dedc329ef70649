package failover.report;

import incident.Failover;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The backup that the DR site shows, and what is not in it. `state` is what was known of it when it was
/// chosen; `verdict`, what came out when it was restored now. Texts are empty where nothing is known.
record ReportBackup(
        String id,
        String state,
        Optional<Instant> snapshotAt,
        String gtidSet,
        String newerUnused,
        String verdict,
        Optional<Long> rows,
        String findings,
        Optional<Duration> lost,
        boolean isHeldByStandby) {

    /// Empty if none was chosen.
    static Optional<ReportBackup> of(Failover failover) {
        String id = failover.fact("ChooseBackup", "backup");
        return id.isEmpty() ? Optional.empty() : Optional.of(of(failover, id));
    }

    private static ReportBackup of(Failover failover, String id) {
        var snapshotAt = time(failover.fact("ChooseBackup", "snapshotAt"));
        return new ReportBackup(
                id,
                failover.fact("ChooseBackup", "state"),
                snapshotAt,
                failover.fact("ChooseBackup", "gtidSet"),
                failover.fact("ChooseBackup", "newerUnused"),
                failover.fact("RestoreBackup", "verdict"),
                number(failover.fact("RestoreBackup", "rows")),
                failover.fact("RestoreBackup", "notes"),
                snapshotAt.map(moment -> lost(moment, failover)),
                failover.step("RestoreBackup").isEmpty()
                        && failover.step("CheckDrSite").isPresent());
    }

    /// Two clocks never agree, so a snapshot may look younger than the outage.
    private static Duration lost(Instant snapshotAt, Failover failover) {
        var lost = Duration.between(snapshotAt, failover.trigger().at());
        return lost.isNegative() ? Duration.ZERO : lost;
    }

    /// Whether it was compared with the original, on any server.
    boolean isVerified() {
        return verdict.equals("VERIFIED") || (verdict.isEmpty() && state.equals("VERIFIED"));
    }

    /// How much it can be trusted, in words.
    String trust() {
        String before = "when it was chosen it was " + (state.isEmpty() ? "unknown" : state);
        if (isHeldByStandby) {
            return before + "; the standby held it already, so it was not restored again";
        }
        return verdict.isEmpty() ? before + "; it is not restored" : before + "; restored now it is " + verdict;
    }

    private static Optional<Instant> time(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
