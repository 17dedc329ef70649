package engine.stored;

import static java.util.stream.Collectors.joining;

import base.CorruptionFailure;
import engine.format.Json;
import engine.format.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came out when a backup was compared with a server that it was restored to. `differences` name the
/// objects that differ or, if the state is INCONCLUSIVE, those of which it could not be told.
public record Verdict(
        State state,
        String backup,
        Instant at,
        String target,
        Duration took,
        long tables,
        long rows,
        List<Difference> differences,
        String tool) {

    public enum State {
        /// Every row and every definition is there, and nothing else.
        VERIFIED,
        /// Something is missing, or other than it was.
        FAILED,
        /// It could not be told.
        INCONCLUSIVE;

        /// Whether this settles the question.
        public boolean isDecisive() {
            return this != INCONCLUSIVE;
        }
    }

    /// An object and what is the matter with it.
    public record Difference(String object, String text) {}

    /// What differs in one line, for logs and catalogs; empty if nothing does.
    public String summary() {
        return differences.stream()
                .map(difference -> difference.object() + ": " + difference.text())
                .collect(joining("; "));
    }

    /// As it lies beside the dump.
    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("verdict", state.name());
        json.put("backup", backup);
        json.put("at", at.toString());
        json.put("target", target);
        json.put("milliseconds", took.toMillis());
        json.put("tables", tables);
        json.put("rows", rows);
        json.put("tool", tool);
        json.put(
                "differences",
                differences.stream()
                        .map(difference -> Map.of("object", difference.object(), "text", difference.text()))
                        .toList());
        return json;
    }

    byte[] bytes() {
        return Json.bytes(json());
    }

    static Verdict read(JsonObject json) {
        try {
            return parse(json);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CorruptionFailure(
                    json.what() + " is no verdict: " + e.getMessage(), "Remove it and verify the backup again.", e);
        }
    }

    private static Verdict parse(JsonObject json) {
        return new Verdict(
                State.valueOf(json.text("verdict")),
                json.text("backup"),
                Instant.parse(json.text("at")),
                json.text("target"),
                Duration.ofMillis(json.number("milliseconds")),
                json.number("tables"),
                json.number("rows"),
                json.list("differences").stream()
                        .map(item -> new Difference(item.text("object"), item.text("text")))
                        .toList(),
                json.text("tool"));
    }
}
