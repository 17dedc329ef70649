package engine.mysql;

import base.ConfigurationFailure;
import engine.format.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// The account that is logged in: its name and what it may do, and whether that is enough. What an account may not
/// see, the server leaves out without a word; so everything needed is asked for before the first byte is
/// written.
public record Account(String name, Grants grants) {

    /// Asks the server who is logged in and what it may do.
    public static Account inspect(Session session, Server server) {
        String name = session.first("ask who we are", "SELECT CURRENT_USER()", row -> row.text(1))
                .orElseThrow();
        return new Account(name, grants(session, server));
    }

    private static Grants grants(Session session, Server server) {
        try {
            var lines = new ArrayList<>(session.query("SHOW GRANTS FOR CURRENT_USER()", row -> row.text(1)));
            // MariaDB lists the grants of the current role by itself.
            String role = server.isMySql()
                    ? session.query("SELECT CURRENT_ROLE()", row -> row.text(1)).getFirst()
                    : "NONE";
            if (!role.equals("NONE")) {
                lines.addAll(session.query("SHOW GRANTS FOR CURRENT_USER() USING " + role, row -> row.text(1)));
            }
            return Grants.parse(lines);
        } catch (SQLException e) {
            if (e.getErrorCode() == 1290) {
                return Grants.all();
            }
            throw MySqlFailure.of("read the account's grants", e);
        }
    }

    /// Whether the account holds a privilege everywhere.
    public boolean may(String privilege) {
        return grants.everywhere(privilege);
    }

    /// Whether the account holds a privilege for everything in a schema.
    public boolean may(String schema, String privilege) {
        return grants.on(schema, privilege);
    }

    boolean mayFlushTables() {
        return may("RELOAD") || may("FLUSH_TABLES");
    }

    /// Fails with everything that is missing to dump these schemas whole and consistently.
    void demand(Server server, List<String> schemas, boolean allSchemas, boolean users) {
        var missing = new ArrayList<String>();
        BiConsumer<Boolean, String> need = (held, what) -> {
            if (!held) {
                missing.add(what);
            }
        };
        need.accept(
                !allSchemas || may("SHOW DATABASES") || may("SELECT"),
                "cannot list every schema: lacks SHOW DATABASES");
        for (String schema : schemas) {
            need.accept(grants.on(schema, "SELECT"), "cannot read " + schema + ": lacks SELECT on it");
            need.accept(grants.on(schema, "SHOW VIEW"), "cannot see views of " + schema + ": lacks SHOW VIEW on it");
            need.accept(grants.on(schema, "TRIGGER"), "cannot see triggers of " + schema + ": lacks TRIGGER on it");
            need.accept(grants.on(schema, "EVENT"), "cannot see events of " + schema + ": lacks EVENT on it");
            need.accept(
                    mayFlushTables() || grants.on(schema, "LOCK TABLES"),
                    "cannot lock tables of " + schema + ": lacks LOCK TABLES on it");
        }
        need.accept(may("SHOW_ROUTINE") || may("SELECT"), "cannot see routines: lacks SHOW_ROUTINE");
        need.accept(
                may("PROCESS") || may("BACKUP_ADMIN") && server.isMySqlFrom(8, 0, 0),
                "cannot guard against DDL during the dump: lacks PROCESS");
        need.accept(!users || grants.on("mysql", "SELECT"), "cannot read accounts: lacks SELECT on mysql");
        refuseIfAny(missing);
    }

    private void refuseIfAny(List<String> missing) {
        if (!missing.isEmpty()) {
            throw new ConfigurationFailure(
                    "the account " + name + " may not do enough: " + String.join("; ", missing),
                    "Grant what it lacks, for example: GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES, PROCESS,"
                            + " SHOW_ROUTINE, SHOW DATABASES, REPLICATION CLIENT ON *.* TO " + quoted() + ".");
        }
    }

    private String quoted() {
        int at = name.lastIndexOf('@');
        return Sql.string(name.substring(0, at)) + "@" + Sql.string(name.substring(at + 1));
    }
}
