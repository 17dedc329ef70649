package incident;

import incident.Failover.Approval;
import incident.Failover.Kind;
import incident.Failover.Note;
import incident.Failover.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A failover as maps, lists, texts, whole numbers, for a table or for JSON.
public final class FailoverDocument {
    private FailoverDocument() {}

    public static Map<String, Object> of(Failover failover) {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", failover.id());
        map.put("epoch", failover.epoch());
        map.put("site", failover.site());
        map.put("kind", failover.kind().name());
        map.put("approval", failover.approval().name());
        map.put("triggeredBy", failover.trigger().by());
        map.put("triggeredAt", failover.trigger().at().toString());
        failover.wish().ifPresent(wish -> map.put("wish", wish));
        map.put("state", failover.state().name());
        map.put("startedAt", failover.startedAt().toString());
        failover.endedAt().ifPresent(end -> map.put("endedAt", end.toString()));
        map.put("attempt", (long) failover.attempt());
        map.put("steps", failover.steps().stream().map(FailoverDocument::of).toList());
        map.put(
                "notes",
                failover.notes().stream()
                        .map(note -> Map.of("at", note.at().toString(), "text", note.text()))
                        .toList());
        return map;
    }

    private static Map<String, Object> of(Step step) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", step.name());
        map.put("state", step.state().name());
        map.put("attempts", (long) step.attempts());
        map.put("startedAt", step.startedAt().toString());
        step.endedAt().ifPresent(end -> map.put("endedAt", end.toString()));
        map.put("outcome", step.outcome());
        map.put("data", new TreeMap<>(step.data()));
        return map;
    }

    /// Reads what {@link #of} made. Anything else is an {@link IllegalArgumentException}.
    public static Failover read(Map<String, ?> map) {
        return new Failover(
                text(map, "id"),
                number(map, "epoch"),
                text(map, "site"),
                Kind.valueOf(text(map, "kind")),
                Approval.valueOf(text(map, "approval")),
                new Trigger(text(map, "triggeredBy"), time(map, "triggeredAt")),
                optional(map, "wish"),
                State.valueOf(text(map, "state")),
                time(map, "startedAt"),
                optional(map, "endedAt").map(Instant::parse),
                (int) number(map, "attempt"),
                maps(map, "steps").stream().map(FailoverDocument::step).toList(),
                maps(map, "notes").stream()
                        .map(note -> new Note(time(note, "at"), text(note, "text")))
                        .toList());
    }

    private static Step step(Map<String, ?> map) {
        var data = new TreeMap<String, String>();
        if (map.get("data") instanceof Map<?, ?> found) {
            found.forEach((name, value) -> data.put(String.valueOf(name), String.valueOf(value)));
        }
        return new Step(
                text(map, "name"),
                Step.State.valueOf(text(map, "state")),
                (int) number(map, "attempts"),
                time(map, "startedAt"),
                optional(map, "endedAt").map(Instant::parse),
                text(map, "outcome"),
                data);
    }

    private static Optional<String> optional(Map<String, ?> map, String name) {
        return Optional.ofNullable(map.get(name)).map(String::valueOf);
    }

    private static String text(Map<String, ?> map, String name) {
        return optional(map, name).orElseThrow(() -> new IllegalArgumentException("it has no \"" + name + "\""));
    }

    private static long number(Map<String, ?> map, String name) {
        return Long.parseLong(text(map, name));
    }

    private static Instant time(Map<String, ?> map, String name) {
        return Instant.parse(text(map, name));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, ?>> maps(Map<String, ?> map, String name) {
        @Nullable Object value = map.get(name);
        return value instanceof List<?> list ? (List<Map<String, ?>>) list : List.of();
    }
}
