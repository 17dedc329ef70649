package cli;

import catalog.RetentionPolicy.Candidate;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What became of every backup in a store, or would become.
record PruneReport(boolean dryRun, List<Line> lines) {

    enum Result {
        KEEP,
        /// Would be deleted.
        DELETE,
        DELETED,
        /// Should be gone, and is not.
        FAILED
    }

    record Line(Candidate candidate, Result result, String why) {
        Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("id", candidate.id());
            json.put("state", candidate.state().name());
            json.put("decision", result.name());
            json.put("why", why);
            return json;
        }
    }

    int status() {
        return hasFailed() ? 1 : 0;
    }

    private boolean hasFailed() {
        return count(Result.FAILED) > 0;
    }

    private long count(Result result) {
        return lines.stream().filter(line -> line.result() == result).count();
    }

    void print(PrintWriter out) {
        if (!lines.isEmpty()) {
            var table = new TextTable("llll", "BACKUP", "STATE", "DECISION", "WHY");
            lines.forEach(line -> table.row(
                    line.candidate().id(),
                    line.candidate().state().name(),
                    line.result().name(),
                    line.why()));
            table.print(out);
        }
        out.println(summary());
    }

    private String summary() {
        return (dryRun ? count(Result.DELETE) + " would be deleted, " : count(Result.DELETED) + " deleted, ")
                + count(Result.KEEP) + " kept"
                + (hasFailed() ? ", " + count(Result.FAILED) + " could not be deleted" : "");
    }

    void printJson(PrintWriter out) {
        var json = new LinkedHashMap<String, Object>();
        json.put("dryRun", dryRun);
        json.put("deleted", count(Result.DELETED));
        json.put("kept", count(Result.KEEP));
        json.put("failed", count(Result.FAILED));
        json.put("backups", lines.stream().map(Line::json).toList());
        JsonOutput.print(json, out);
    }
}
