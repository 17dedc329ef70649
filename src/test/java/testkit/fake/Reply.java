package testkit.fake;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a stand-in answers.
record Reply(int status, Map<String, String> headers, String body) {
    static Reply json(int status, Map<String, ?> body) {
        return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), JsonText.write(body));
    }

    static Reply xml(int status, String body) {
        return new Reply(status, Map.of("Content-Type", "text/xml"), body);
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), "");
    }

    /// An error in the words of Resource Manager.
    static Reply error(int status, String code, String message) {
        return json(status, Map.of("error", Map.of("code", code, "message", message)));
    }

    Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }
}
