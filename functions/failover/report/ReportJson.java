package failover.report;

import failover.report.ReportStep.Kind;
import failover.report.ReportTimeline.Line;
import incident.Failover;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The report for programs. Names stay; more may come.
///
/// - `failover`: `id`, `epoch`, `site`, `kind` (`REAL`, `DRILL`), `approval`, `state`, `runs` of the workflow,
///   `triggeredBy`, `outageAt`, `startedAt`, `endedAt`, `reportedAt`
/// - `outcome`: `sentence`, `proven` (drills only), `problems` (each `step`, `what`, `hint`)
/// - `reached`, in milliseconds after the outage: `confirmed`, `drSiteUp`, `restored`, `checked`, `gatesOpen`,
///   `trafficConfirmed`
/// - `spent`, in milliseconds; `total` is the sum of the others: `waitingForPerson`, `waitingForAzure`,
///   `restoring`, `waitingForVisitors`, `takingBack`, `overhead`
/// - `steps`: `name`, `state` (`RUNNING`, `DONE`, `FAILED`), `runs`, `startedAt`, `endedAt`, `endedAgainAt`,
///   `afterMillis`, `tookMillis`, `spentOn`, `outcome`
/// - `backup`: `id`, `state`, `snapshotAt`, `gtidSet`, `newerUnused`, `verdict`, `rows`, `findings`,
///   `lostMillis`, `heldByStandby`
/// - `primary`: `fence` (`untouched`, `fenced`, `unreachable`, `unknown`, `lifted`), `lockedAccounts`
/// - `next`: `text`, `command`
/// - `notes`: `at`, `text`
///
/// Times are ISO 8601 in UTC. What is not known is not there.
public final class ReportJson {
    private ReportJson() {}

    /// The document for a failover as it is known at `now`, in texts, whole numbers, booleans, lists and maps.
    public static Map<String, Object> of(Failover failover, Instant now) {
        var data = ReportData.of(failover, now);
        var map = new LinkedHashMap<String, Object>();
        map.put("failover", failover(data));
        map.put("outcome", outcome(data));
        map.put("reached", reached(data.times()));
        map.put("spent", spent(data.timeline()));
        map.put(
                "steps",
                data.timeline().lines().stream().map(line -> step(data, line)).toList());
        data.backup().ifPresent(backup -> map.put("backup", backup(backup)));
        map.put(
                "primary",
                Map.of(
                        "fence",
                        data.fence().state().word(),
                        "lockedAccounts",
                        data.fence().locked()));
        map.put("next", ReportAdvice.of(data).stream().map(ReportJson::advice).toList());
        map.put(
                "notes",
                data.failover().notes().stream()
                        .map(note -> Map.of("at", note.at().toString(), "text", note.text()))
                        .toList());
        return map;
    }

    private static Map<String, Object> failover(ReportData data) {
        var failover = data.failover();
        var map = new LinkedHashMap<String, Object>();
        map.put("id", failover.id());
        map.put("epoch", failover.epoch());
        map.put("site", failover.site());
        map.put("kind", failover.kind().name());
        map.put("approval", failover.approval().name());
        map.put("state", failover.state().name());
        map.put("runs", (long) failover.attempt());
        map.put("triggeredBy", failover.trigger().by());
        map.put("outageAt", failover.trigger().at().toString());
        map.put("startedAt", failover.startedAt().toString());
        failover.endedAt().ifPresent(end -> map.put("endedAt", end.toString()));
        map.put("reportedAt", data.now().toString());
        return map;
    }

    private static Map<String, Object> outcome(ReportData data) {
        var map = new LinkedHashMap<String, Object>();
        map.put("sentence", ReportStory.of(data).sentence());
        if (data.failover().isDrill()) {
            map.put("proven", data.isProven());
        }
        map.put(
                "problems",
                data.problems().stream()
                        .map(problem -> Map.of("step", problem.step(), "what", problem.what(), "hint", problem.hint()))
                        .toList());
        return map;
    }

    private static Map<String, Object> reached(ReportTimes times) {
        var map = new LinkedHashMap<String, Object>();
        put(map, "confirmed", times.confirmed());
        put(map, "drSiteUp", times.drSiteUp());
        put(map, "restored", times.restored());
        put(map, "checked", times.checked());
        put(map, "gatesOpen", times.gatesOpen());
        put(map, "trafficConfirmed", times.trafficConfirmed());
        return map;
    }

    private static void put(Map<String, Object> map, String name, Optional<Duration> time) {
        time.ifPresent(found -> map.put(name, found.toMillis()));
    }

    private static void put(Map<String, Object> map, String name, String text) {
        if (!text.isEmpty()) {
            map.put(name, text);
        }
    }

    private static Map<String, Object> spent(ReportTimeline timeline) {
        var map = new LinkedHashMap<String, Object>();
        timeline.spent().forEach((kind, time) -> map.put(word(kind), time.toMillis()));
        map.put("total", map.values().stream().mapToLong(time -> (Long) time).sum());
        return map;
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case PERSON -> "waitingForPerson";
            case AZURE -> "waitingForAzure";
            case RESTORE -> "restoring";
            case VISITORS -> "waitingForVisitors";
            case TAKE_BACK -> "takingBack";
            case WORK -> "overhead";
        };
    }

    private static Map<String, Object> step(ReportData data, Line line) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", line.step().name());
        map.put("state", line.step().state().name());
        map.put("runs", (long) line.step().attempts());
        map.put("startedAt", line.begin().toString());
        if (!line.isOpen()) {
            map.put("endedAt", line.end().toString());
        }
        line.again().ifPresent(again -> map.put("endedAgainAt", again.toString()));
        map.put("afterMillis", data.failover().since(line.begin()).toMillis());
        map.put("tookMillis", line.took().toMillis());
        map.put("spentOn", word(line.kind()));
        map.put("outcome", line.step().outcome());
        return map;
    }

    private static Map<String, Object> backup(ReportBackup backup) {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", backup.id());
        map.put("state", backup.state());
        backup.snapshotAt().ifPresent(moment -> map.put("snapshotAt", moment.toString()));
        put(map, "gtidSet", backup.gtidSet());
        put(map, "newerUnused", backup.newerUnused());
        put(map, "verdict", backup.verdict());
        put(map, "findings", backup.findings());
        backup.rows().ifPresent(rows -> map.put("rows", rows));
        put(map, "lostMillis", backup.lost());
        map.put("heldByStandby", backup.isHeldByStandby());
        return map;
    }

    private static Map<String, Object> advice(ReportAdvice advice) {
        return advice.command().isEmpty()
                ? Map.of("text", advice.text())
                : Map.of("text", advice.text(), "command", advice.command());
    }
}
