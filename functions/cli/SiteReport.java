package cli;

import cloud.azure.WebsiteSwitch;
import incident.Gate;
import incident.GateState;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the website holds, and what became of it: a line for each blob.
final class SiteReport {
    /// `facts` are the same for programs.
    private record Line(String blob, String what, String version, Map<String, Object> facts) {}

    private final String account;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Object> seen = new LinkedHashMap<>();

    SiteReport(String account) {
        this.account = account;
    }

    void line(String blob, String what, String version) {
        lines.add(new Line(blob, what, version, Map.of()));
    }

    void website(WebsiteSwitch.State state) {
        String what = switch (state) {
            case ON -> "the website is on";
            case SWITCHED_ON -> "the website is switched on";
            case OFF -> "the website is off";
            case UNKNOWN -> "this login may not look";
        };
        line(Gate.CONTAINER, what, "-");
    }

    /// `how` is what became of it, such as `created`.
    void gate(Gate gate, String how, GateState state) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("state", text(state));
        facts.put("epoch", state.epoch());
        facts.put("failover", state.failover());
        facts.put("at", state.at().toString());
        String version = "epoch " + state.epoch() + ", " + state.failover();
        lines.add(new Line(gate.blob(), how + ", " + text(state), version, facts));
    }

    /// What anybody sees at the website's address.
    void seen(WebsiteLook.Seen look) {
        seen.put("page", look.page().map(page -> "sha256 " + page.sha256()).orElse("none"));
        look.gates()
                .forEach((gate, state) ->
                        seen.put(gate.id(), state.map(SiteReport::text).orElse("none")));
    }

    private static String text(GateState state) {
        return state.open() ? "open" : "shut";
    }

    void print(PrintWriter out) {
        var table = new TextTable("lll", "BLOB", "WHAT", "VERSION");
        lines.forEach(line -> table.row(line.blob(), line.what(), line.version()));
        table.print(out);
    }

    /// What is seen from outside, if anybody looked.
    void printSeen(PrintWriter out) {
        if (seen.isEmpty()) {
            return;
        }
        out.println();
        var table = new TextTable("ll", "SEEN FROM OUTSIDE", "STATE");
        seen.forEach((what, state) -> table.row(what, String.valueOf(state)));
        table.print(out);
    }

    void printJson(PrintWriter out) {
        var document = new LinkedHashMap<String, Object>();
        document.put("account", account);
        document.put("blobs", lines.stream().map(SiteReport::json).toList());
        Optional.of(seen).filter(found -> !found.isEmpty()).ifPresent(found -> document.put("seen", found));
        JsonOutput.print(document, out);
    }

    private static Map<String, Object> json(Line line) {
        var blob = new LinkedHashMap<String, Object>();
        blob.put("blob", line.blob());
        blob.put("what", line.what());
        blob.put("version", line.version());
        blob.putAll(line.facts());
        return blob;
    }
}
