package cli;

import incident.Readiness;
import incident.Readiness.Check;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Whether a failover could run, by the last rehearsal. What is too old, or never was, is no "yes".
record ReadinessReport(Optional<Readiness> last, Instant now) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    void print(PrintWriter out) {
        out.println("readiness: " + last.map(this::line).orElse("UNKNOWN, it was never rehearsed")
                + (isKnown() ? "" : "; lifeboat failover --rehearse"));
        last.ifPresent(readiness ->
                readiness.problems().forEach(check -> out.println("  " + check.step() + ": " + check.text())));
    }

    private boolean isKnown() {
        return last.filter(readiness -> !readiness.isStale(now)).isPresent();
    }

    private String line(Readiness readiness) {
        String at = TIME.format(readiness.at()) + " UTC";
        String result = readiness.isReady() ? "READY" : "NOT READY";
        if (!isKnown()) {
            long hours = Duration.between(readiness.at(), now).toHours();
            return "UNKNOWN, the last rehearsal was " + hours + " hours ago, at " + at + ": " + result;
        }
        int all = readiness.checks().size();
        String functions = readiness.isReady()
                ? all + " functions" + backup(readiness)
                : readiness.problems().size() + " of " + all + " functions could not do their work";
        return result + ", rehearsed " + at + " (" + functions + ")";
    }

    /// What people ask for next.
    private static String backup(Readiness readiness) {
        return readiness.checks().stream()
                .filter(check -> check.step().equals("ChooseBackup"))
                .map(check -> ", " + check.text())
                .findFirst()
                .orElse("");
    }

    Map<String, Object> document() {
        var document = new LinkedHashMap<String, Object>();
        document.put("ready", isKnown() && last.filter(Readiness::isReady).isPresent());
        document.put("known", isKnown());
        last.ifPresent(readiness -> {
            document.put("rehearsedAt", readiness.at().toString());
            document.put(
                    "checks",
                    readiness.checks().stream().map(ReadinessReport::document).toList());
        });
        return document;
    }

    private static Map<String, Object> document(Check check) {
        var document = new LinkedHashMap<String, Object>();
        document.put("step", check.step());
        document.put("well", check.well());
        document.put("text", check.text());
        return document;
    }
}
