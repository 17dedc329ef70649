package engine.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Divides a script into statements, as the `mysql` client and MySQL Shell do: at the delimiter of the moment,
/// outside of quotes and comments. `DELIMITER x` at the start of a statement changes it.
public final class ScriptReader {
    private static final String DELIMITER = "DELIMITER ";
    private static final Pattern SET_MODE =
            Pattern.compile("^(?:/\\*!\\d+\\s*)?SET\\s+sql_mode\\b", Pattern.CASE_INSENSITIVE);

    private final String script;
    private final List<String> statements = new ArrayList<>();
    private String delimiter = ";";
    private boolean escapes = true;
    private int at;

    private ScriptReader(String script) {
        this.script = script;
    }

    /// The statements, without delimiters, and without comments in front of them.
    public static List<String> statements(String script) {
        var reader = new ScriptReader(script);
        while (reader.at < script.length()) {
            reader.next();
        }
        return reader.statements;
    }

    private void next() {
        if (Character.isWhitespace(script.charAt(at))) {
            at++;
        } else if (Lexer.startsComment(script, at)) {
            at = Lexer.endOfComment(script, at);
        } else if (script.regionMatches(true, at, DELIMITER, 0, DELIMITER.length())) {
            int end = script.indexOf('\n', at);
            end = end < 0 ? script.length() : end;
            delimiter = script.substring(at + DELIMITER.length(), end).strip();
            at = end;
        } else {
            int end = endOfStatement();
            String statement = script.substring(at, end).strip();
            if (!statement.isEmpty()) {
                statements.add(statement);
                watchMode(statement);
            }
            at = Math.min(script.length(), end + delimiter.length());
        }
    }

    /// Whether a backslash escapes depends on the sql_mode that the script itself sets. What it sets back later
    /// is a mode in which it does.
    private void watchMode(String statement) {
        if (SET_MODE.matcher(statement).find()) {
            escapes = !statement.contains("NO_BACKSLASH_ESCAPES");
        }
    }

    private int endOfStatement() {
        int i = at;
        while (i < script.length()) {
            char c = script.charAt(i);
            if (script.startsWith(delimiter, i)) {
                return i;
            }
            if (c == '\'' || c == '"' || c == '`') {
                i = Lexer.endOfQuote(script, i, escapes);
            } else if (Lexer.startsComment(script, i)) {
                i = Lexer.endOfComment(script, i);
            } else {
                i++;
            }
        }
        return i;
    }
}
