package engine.format;

import base.ConfigurationFailure;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As whom views and programs run on the server that they are restored to. An account of the old server may not
/// exist there, and only a mighty one may make objects for others.
public sealed interface DefinerRule {
    /// As on the source.
    record Keep() implements DefinerRule {}

    /// As whoever calls them; where that cannot be (triggers, events), as whoever restores.
    record Invoker() implements DefinerRule {}

    /// All as one account.
    record As(String user, String host) implements DefinerRule {}

    Pattern ACCOUNT = Pattern.compile("'?([^'@]+)'?@'?([^'@]+)'?");

    /// Reads `keep`, `invoker` or an account such as `app@%`.
    static DefinerRule parse(String text) {
        Matcher account = ACCOUNT.matcher(text);
        return switch (text) {
            case "keep" -> new Keep();
            case "invoker" -> new Invoker();
            default -> {
                if (!account.matches()) {
                    throw new ConfigurationFailure(
                            "\"" + text + "\" is no rule for definers", "Say keep, invoker, or an account: app@%.");
                }
                yield new As(account.group(1), account.group(2));
            }
        };
    }

    /// The statement that makes an object by this rule.
    default String apply(String statement) {
        return switch (this) {
            case Keep keep -> statement;
            case Invoker invoker -> withoutDefiner(withInvoker(statement));
            case As account -> {
                var definer = definer(Lexer.tokens(statement));
                String quoted = Sql.string(account.user()) + "@" + Sql.string(account.host());
                yield definer.isEmpty() ? statement : replace(statement, definer, "DEFINER=" + quoted);
            }
        };
    }

    /// The account that a statement names, as `user@host`, or an empty text.
    static String definerOf(String statement) {
        var definer = definer(Lexer.tokens(statement));
        if (definer.isEmpty()) {
            return "";
        }
        String user = definer.get(2).name();
        return definer.size() < 5 ? user : user + "@" + definer.get(4).name();
    }

    /// `DEFINER`, `=`, the user, `@`, the host; or nothing. It stands before the kind of the object. MariaDB also
    /// has roles as definers, without a host.
    static List<Token> definer(List<Token> tokens) {
        for (int i = 0; i + 4 < Math.min(tokens.size(), 20); i++) {
            if (tokens.get(i).is("DEFINER") && tokens.get(i + 1).isSymbol('=')) {
                return tokens.subList(i, i + (tokens.get(i + 3).isSymbol('@') ? 5 : 3));
            }
        }
        return List.of();
    }

    private static String withoutDefiner(String statement) {
        var definer = definer(Lexer.tokens(statement));
        return definer.isEmpty() ? statement : replace(statement, definer, "");
    }

    /// Views state their security before the word VIEW.
    private static String withInvoker(String statement) {
        var tokens = Lexer.tokens(statement);
        for (int i = 0; i + 2 < tokens.size() && !tokens.get(i).is("VIEW"); i++) {
            if (tokens.get(i).is("SQL") && tokens.get(i + 1).is("SECURITY")) {
                return replace(statement, tokens.subList(i + 2, i + 3), "INVOKER");
            }
        }
        return statement;
    }

    private static String replace(String statement, List<Token> tokens, String by) {
        return statement.substring(0, tokens.getFirst().start())
                + by
                + statement.substring(tokens.getLast().end());
    }
}
