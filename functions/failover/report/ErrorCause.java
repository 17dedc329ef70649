package failover.report;

import base.CorruptionFailure;
import engine.format.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/// The error that Step Functions tells as its cause: the JSON of a function's error, perhaps cut off, or any
/// text.
final class ErrorCause {
    private static final int LENGTH_MAX = 1000;

    private ErrorCause() {}

    /// The message alone, without stack trace; empty if there is none.
    static String message(String cause) {
        String message = cause.stripLeading().startsWith("{") ? told(cause) : cause;
        String kept = message.lines()
                .takeWhile(
                        line -> !line.strip().startsWith("at ") && !line.strip().startsWith("Caused by:"))
                .reduce((one, other) -> one + "\n" + other)
                .orElse("")
                .strip();
        return kept.equals("null") ? "" : ReportWords.cut(ReportFilter.plain(kept), LENGTH_MAX);
    }

    /// An error without a message still has a type.
    private static String told(String cause) {
        String message = member(cause, "errorMessage");
        return message.isEmpty() ? member(cause, "errorType") : message;
    }

    /// The text of a member, also where the JSON ends in the middle of it; empty if it is no text.
    private static String member(String json, String name) {
        int at = json.indexOf('"' + name + '"');
        int colon = at < 0 ? -1 : json.indexOf(':', at + name.length() + 2);
        if (colon < 0 || !json.substring(colon + 1).stripLeading().startsWith("\"")) {
            return "";
        }
        int begin = json.indexOf('"', colon) + 1;
        return unescaped(json.substring(begin, end(json, begin)));
    }

    /// Where the text ends: at its quote, or before an escape that was cut off.
    private static int end(String json, int begin) {
        int at = begin;
        while (at < json.length() && json.charAt(at) != '"') {
            boolean isEscape = json.charAt(at) == '\\';
            int length = !isEscape ? 1 : json.startsWith("\\u", at) ? 6 : 2;
            if (at + length > json.length()) {
                return at;
            }
            at += length;
        }
        return at;
    }

    private static String unescaped(String text) {
        byte[] json = ("{\"text\": \"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
        try {
            return Json.read(new ByteArrayInputStream(json), "the cause").text("text");
        } catch (CorruptionFailure e) {
            return text;
        }
    }
}
