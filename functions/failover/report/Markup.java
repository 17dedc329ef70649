package failover.report;

import java.util.ArrayDeque;
import java.util.Deque;

/// Writes HTML that is XML as well. Every text and every value of an attribute is escaped here, so nothing that
/// it is given can become markup.
final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /// `attributes` are names and values in turn.
    Markup open(String name, String... attributes) {
        start(name, attributes);
        out.append('>');
        open.push(name);
        return this;
    }

    /// An element that holds nothing, such as `meta` or a shape.
    Markup empty(String name, String... attributes) {
        start(name, attributes);
        out.append("/>");
        return this;
    }

    Markup element(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close();
    }

    private void start(String name, String... attributes) {
        out.append('<').append(name);
        for (int at = 0; at < attributes.length; at += 2) {
            out.append(' ')
                    .append(attributes[at])
                    .append("=\"")
                    .append(escape(attributes[at + 1]))
                    .append('"');
        }
    }

    Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /// Ends the element that was opened last.
    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    Markup line() {
        out.append('\n');
        return this;
    }

    static String escape(String text) {
        return ReportFilter.plain(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /// All of it. An element that is still open is an {@link IllegalStateException}.
    String document() {
        if (!open.isEmpty()) {
            throw new IllegalStateException(open + " is not closed");
        }
        return out.toString();
    }
}
