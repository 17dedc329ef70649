package engine.format;

import java.util.ArrayList;
import java.util.List;

/// Takes a SQL statement apart as the server's scanner does in sessions without ANSI_QUOTES and
/// NO_BACKSLASH_ESCAPES: quotes, escapes, the three kinds of comments, and the parts for certain versions.
public final class Lexer {
    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String sql) {
        this.sql = sql;
    }

    /// The pieces of a statement. What is cut off in the middle of a quote or comment goes to the end.
    public static List<Token> tokens(String sql) {
        var lexer = new Lexer(sql);
        while (lexer.at < sql.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (sql.startsWith("/*!", at)) {
            add(Token.Kind.VERSION, endOfDigits(at + 3));
        } else if (sql.startsWith("*/", at)) {
            add(Token.Kind.VERSION, at + 2);
        } else if (startsComment(sql, at)) {
            add(Token.Kind.COMMENT, endOfComment(sql, at));
        } else if (c == '`') {
            add(Token.Kind.NAME, endOfQuote(sql, at, true));
        } else if (c == '\'' || c == '"') {
            add(Token.Kind.STRING, endOfQuote(sql, at, true));
        } else if (isWord(c)) {
            add(Token.Kind.WORD, endOfWord());
        } else {
            add(Token.Kind.SYMBOL, at + 1);
        }
    }

    private void add(Token.Kind kind, int end) {
        tokens.add(new Token(kind, sql.substring(at, end), at, end));
        at = end;
    }

    private int endOfDigits(int from) {
        int end = from;
        while (end < sql.length() && Character.isDigit(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    private int endOfWord() {
        int end = at;
        while (end < sql.length() && isWord(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 0x80;
    }

    /// Whether a comment for people begins here. Two dashes begin one only before a space or control character.
    static boolean startsComment(String sql, int at) {
        char c = sql.charAt(at);
        return c == '#'
                || sql.startsWith("/*", at) && !sql.startsWith("/*!", at)
                || sql.startsWith("--", at) && (at + 2 == sql.length() || sql.charAt(at + 2) <= ' ');
    }

    /// The position after the comment that begins here.
    static int endOfComment(String sql, int at) {
        boolean isBlock = sql.startsWith("/*", at);
        int end = isBlock ? sql.indexOf("*/", at + 2) : sql.indexOf('\n', at);
        return end < 0 ? sql.length() : end + (isBlock ? 2 : 1);
    }

    /// The position after the quoted piece that begins here. A doubled quote is part of it, and so is what
    /// follows a backslash where `escapes` says so, except in back-quotes.
    static int endOfQuote(String sql, int at, boolean escapes) {
        char quote = sql.charAt(at);
        for (int i = at + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (escapes && c == '\\' && quote != '`') {
                i++;
            } else if (c == quote) {
                if (i + 1 == sql.length() || sql.charAt(i + 1) != quote) {
                    return i + 1;
                }
                i++;
            }
        }
        return sql.length();
    }
}
