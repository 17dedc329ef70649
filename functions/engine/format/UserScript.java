package engine.format;

import java.util.List;

/// `@.users.sql`: one statement a line, in groups whose markers a loader reads: all accounts, then all grants,
/// then all default roles.
public final class UserScript {
    private UserScript() {}

    /// An account and the statements that make it. `account` is as a person writes it: `'shop'@'%'`.
    public record Account(String account, String create, List<String> grants, List<String> defaultRoles) {}

    public static String of(List<Account> accounts) {
        var script = new StringBuilder();
        accounts.forEach(a -> group(script, "user", a, List.of(a.create())));
        accounts.forEach(a -> group(script, "grants", a, a.grants()));
        accounts.forEach(a -> group(script, "default role", a, a.defaultRoles()));
        return script.toString();
    }

    private static void group(StringBuilder script, String kind, Account account, List<String> statements) {
        if (statements.isEmpty()) {
            return;
        }
        script.append("-- begin ")
                .append(kind)
                .append(' ')
                .append(account.account())
                .append('\n');
        statements.forEach(statement -> script.append(oneLine(statement)).append(";\n"));
        script.append("-- end ")
                .append(kind)
                .append(' ')
                .append(account.account())
                .append("\n\n");
    }

    /// A line feed inside a quoted text becomes its escape; the server shows accounts with such texts as they
    /// are.
    private static String oneLine(String statement) {
        return statement.replace("\n", "\\n").replace("\r", "\\r");
    }
}
