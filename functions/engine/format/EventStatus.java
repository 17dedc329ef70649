package engine.format;

import java.util.List;

/// Whether an event runs, as its CREATE statement says it.
public final class EventStatus {
    private EventStatus() {}

    /// Whether the event runs as soon as it is made. That is so unless the statement says otherwise.
    public static boolean isEnabled(String statement) {
        return header(statement).stream().noneMatch(token -> token.is("DISABLE"));
    }

    /// The same event, at rest until somebody enables it.
    public static String disabled(String statement) {
        if (!isEnabled(statement)) {
            return statement;
        }
        var header = header(statement);
        for (Token token : header) {
            if (token.is("ENABLE")) {
                return statement.substring(0, token.start()) + "DISABLE" + statement.substring(token.end());
            }
        }
        int at = header.stream()
                .filter(token -> token.is("COMMENT"))
                .findFirst()
                .map(Token::start)
                .orElseGet(() -> endOf(header, statement));
        return statement.substring(0, at) + "DISABLE " + statement.substring(at);
    }

    /// The tokens before the body.
    private static List<Token> header(String statement) {
        return Lexer.tokens(statement).stream()
                .takeWhile(token -> !token.is("DO"))
                .toList();
    }

    private static int endOf(List<Token> header, String statement) {
        return Lexer.tokens(statement).get(header.size()).start();
    }
}
