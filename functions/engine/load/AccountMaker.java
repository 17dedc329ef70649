package engine.load;

import engine.mysql.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes the accounts of a dump and gives them their grants. An account that is there stays as it is. What the
/// target refuses is named, and nothing fails because of it: managed servers refuse some grants for good.
final class AccountMaker {
    private static final Pattern GROUP = Pattern.compile("-- begin (user|grants|default role) '(.*)'@'(.*)'");
    /// Accounts of the server and of those who manage it.
    private static final Set<String> LEFT_ALONE =
            Set.of("root", "mysql.sys", "mysql.session", "mysql.infoschema", "rdsadmin", "azure_superuser", "azsu");

    private final Session session;
    private final String ourselves;
    private final List<Finding> findings = new ArrayList<>();

    AccountMaker(Session session, String ourselves) {
        this.session = session;
        this.ourselves = ourselves;
    }

    /// The accounts themselves, before anything that names them.
    void makeAccounts(List<String> lines) {
        run(lines, true);
    }

    /// Grants and default roles, when everything is there that they name.
    void grant(List<String> lines) {
        run(lines, false);
    }

    /// What the target refused.
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void run(List<String> lines, boolean accounts) {
        String account = "";
        boolean wanted = false;
        for (String line : lines) {
            var group = GROUP.matcher(line);
            if (group.matches()) {
                account = group.group(2) + "@" + group.group(3);
                wanted = group.group(1).equals("user") == accounts
                        && !LEFT_ALONE.contains(group.group(2))
                        && !account.equals(ourselves);
            } else if (wanted && !line.startsWith("--")) {
                String name = account;
                session.attempt("make the account " + name, line.replaceFirst(";$", ""))
                        .ifPresent(refusal -> findings.add(Finding.differs(
                                "account " + name, firstWords(line) + " was refused: " + reason(refusal, line))));
            }
        }
    }

    /// The server's text may repeat a part of the statement, in which a hash may stand.
    private static String reason(Session.Refusal refusal, String line) {
        return line.contains(" IDENTIFIED ") ? "error " + refusal.code() : refusal.text();
    }

    /// What kind of statement it is; the rest may hold a password's hash.
    private static String firstWords(String statement) {
        String shown = statement.startsWith("GRANT") || statement.startsWith("REVOKE")
                ? statement
                : statement.replaceFirst(" IDENTIFIED .*", "");
        return shown.length() > 160 ? shown.substring(0, 160) + "..." : shown;
    }
}
