package engine.mysql;

import engine.format.Sql;
import engine.format.UserScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The accounts and roles of the server with their grants, as statements. Password hashes are in them, in
/// hexadecimal, because they hold any byte. The server's own accounts and those of managed services are left
/// out.
public final class Accounts {
    private static final Set<String> OWN = Set.of(
            "mysql.infoschema",
            "mysql.session",
            "mysql.sys",
            "mariadb.sys",
            "rdsadmin",
            "rdsrepladmin",
            "rds_superuser_role",
            "azure_superuser",
            "azure_superuser_",
            "");
    private static final Pattern DEFAULT_ROLE = Pattern.compile(" DEFAULT ROLE (`.*?`@`.*?`(?:,`.*?`@`.*?`)*)");

    private final Session session;
    private final Server server;

    public Accounts(Session session, Server server) {
        this.session = session;
        this.server = server;
    }

    private record Name(String user, String host) {
        String quoted() {
            return Sql.string(user) + "@" + Sql.string(host);
        }
    }

    /// All accounts, in the order of their names.
    public List<UserScript.Account> read() {
        if (server.isMySqlFrom(8, 0, 17)) {
            session.execute("read password hashes", "SET SESSION print_identified_with_as_hex = ON");
        }
        return session
                .query(
                        "list the accounts",
                        "SELECT User, Host FROM mysql.user ORDER BY User, Host",
                        row -> new Name(row.text(1), row.text(2)))
                .stream()
                .filter(name -> !OWN.contains(name.user()))
                .map(this::account)
                .toList();
    }

    private UserScript.Account account(Name name) {
        String shown = session.first(
                        "read the account " + name.quoted(), "SHOW CREATE USER " + name.quoted(), row -> row.text(1))
                .orElseThrow();
        var roles = DEFAULT_ROLE.matcher(shown);
        var defaults = new ArrayList<String>();
        if (roles.find()) {
            defaults.add("SET DEFAULT ROLE " + roles.group(1) + " TO " + name.quoted());
            shown = roles.replaceFirst("");
        }
        String create = withTlsFrom(shown.replaceFirst("^CREATE USER", "CREATE USER IF NOT EXISTS"), name);
        return new UserScript.Account(name.quoted(), create, grants(name), defaults);
    }

    private List<String> grants(Name name) {
        return session.query(
                "read the grants of " + name.quoted(), "SHOW GRANTS FOR " + name.quoted(), row -> row.text(1));
    }

    /// The server shows the names in certificates without escaping their quotes, so they are taken from its
    /// table.
    private String withTlsFrom(String create, Name name) {
        if (!create.contains(" REQUIRE SUBJECT ")
                && !create.contains(" REQUIRE ISSUER ")
                && !create.contains(" REQUIRE CIPHER ")) {
            return create;
        }
        String require = session.first(
                        "read the TLS demands of " + name.quoted(),
                        "SELECT ssl_cipher, x509_issuer, x509_subject FROM mysql.user WHERE User = "
                                + Sql.string(name.user()) + " AND Host = " + Sql.string(name.host()),
                        row -> demand("SUBJECT", row.text(3))
                                + demand("ISSUER", row.text(2))
                                + demand("CIPHER", row.text(1)))
                .orElseThrow();
        int from = create.indexOf(" REQUIRE ");
        int to = create.lastIndexOf(" PASSWORD EXPIRE");
        return create.substring(0, from) + " REQUIRE" + require + (to < 0 ? "" : create.substring(to));
    }

    private static String demand(String what, String value) {
        return value.isEmpty() ? "" : " " + what + " " + Sql.string(value);
    }
}
