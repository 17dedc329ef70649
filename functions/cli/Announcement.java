package cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the maintenance page tells visitors besides its own text.
record Announcement(Optional<Instant> expectedAt, Optional<String> korean, Optional<String> english) {
    /// Where the page looks for it.
    static final String BLOB = "lifeboat/status.json";

    static final int LENGTH_MAX = 300;

    private static final Set<Integer> UNPRINTABLE =
            Set.of((int) Character.CONTROL, (int) Character.LINE_SEPARATOR, (int) Character.PARAGRAPH_SEPARATOR, (int)
                    Character.SURROGATE);

    /// Nothing is announced.
    static final Announcement NOTHING = new Announcement(Optional.empty(), Optional.empty(), Optional.empty());

    /// Why a text cannot be announced, if so.
    static Optional<String> problem(String text) {
        int length = text.codePointCount(0, text.length());
        if (text.isBlank() || length > LENGTH_MAX) {
            return Optional.of("must have 1 to " + LENGTH_MAX + " characters, not " + length);
        }
        return text.codePoints().anyMatch(point -> UNPRINTABLE.contains(Character.getType(point)))
                ? Optional.of("must be one line of plain text")
                : Optional.empty();
    }

    /// As the page reads it; what is not said is left out.
    Map<String, Object> json() {
        var message = new LinkedHashMap<String, Object>();
        korean.ifPresent(text -> message.put("ko", text));
        english.ifPresent(text -> message.put("en", text));
        var document = new LinkedHashMap<String, Object>();
        document.put("v", 1);
        expectedAt.ifPresent(time -> document.put("expectedAt", time.toString()));
        if (!message.isEmpty()) {
            document.put("message", message);
        }
        return document;
    }
}
