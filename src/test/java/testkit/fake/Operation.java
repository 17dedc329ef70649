package testkit.fake;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Something that takes its time. What comes of it is known from the beginning; it shows when the time has
/// come.
final class Operation {
    private final String id;
    private final String verb;
    private final Instant end;
    private final Map<String, Object> error;
    private final Runnable effect;
    private boolean over;

    /// `error` is empty if it succeeds; `effect` happens at its end in either case.
    Operation(String id, String verb, Instant end, Map<String, Object> error, Runnable effect) {
        this.id = id;
        this.verb = verb;
        this.end = end;
        this.error = error;
        this.effect = effect;
    }

    String id() {
        return id;
    }

    String verb() {
        return verb;
    }

    Instant end() {
        return end;
    }

    boolean over() {
        return over;
    }

    Optional<Map<String, Object>> error() {
        return error.isEmpty() ? Optional.empty() : Optional.of(error);
    }

    void settle(Instant now) {
        if (!over && !now.isBefore(end)) {
            over = true;
            effect.run();
        }
    }

    String state() {
        return !over ? "Running" : error.isEmpty() ? "Succeeded" : "Failed";
    }

    /// As the address behind `Azure-AsyncOperation` shows it.
    Map<String, Object> status() {
        var status = new LinkedHashMap<String, Object>();
        status.put("name", id);
        status.put("status", !over ? "InProgress" : state());
        if (over && !error.isEmpty()) {
            status.put("error", error);
        }
        return status;
    }
}
