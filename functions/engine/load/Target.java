package engine.load;

import engine.mysql.Account;
import engine.mysql.Server;
import engine.mysql.Session;
import engine.mysql.StorageEngines;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The server to restore to, inspected: what it is, what the account may do, and the settings that matter.
/// Nothing is changed by looking.
record Target(
        Server server,
        Account account,
        Map<String, String> variables,
        StorageEngines engines,
        Set<String> collations,
        Set<Long> spatialSystems,
        Set<String> accounts,
        Set<String> adjustable) {
    /// Settings that would change or refuse what is loaded; each is set for our sessions if the account may.
    static final List<String> UNWANTED = List.of(
            "sql_require_primary_key",
            "sql_generate_invisible_primary_key",
            "restrict_fk_on_non_standard_key",
            "innodb_strict_mode");

    private static final String VARIABLES = "'local_infile','lower_case_table_names','max_allowed_packet','log_bin',"
            + "'log_bin_trust_function_creators','sql_require_primary_key','sql_generate_invisible_primary_key',"
            + "'event_scheduler'";

    static Target inspect(Session session) {
        var server = Server.inspect(session);
        return new Target(
                server,
                Account.inspect(session, server),
                variables(session),
                StorageEngines.of(session),
                collations(session),
                spatialSystems(session, server),
                accounts(session),
                adjustable(session));
    }

    private static Map<String, String> variables(Session session) {
        var variables = new HashMap<String, String>();
        session.query(
                "read the target's settings",
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN (" + VARIABLES + ")",
                row -> variables.put(row.text(1), row.text(2)));
        return variables;
    }

    private static Set<String> names(Session session, String sql) {
        return new HashSet<>(
                session.query("look at the target", sql, row -> row.text(1).toLowerCase(Locale.ROOT)));
    }

    private static Set<String> collations(Session session) {
        var names = names(session, "SELECT COLLATION_NAME FROM information_schema.COLLATIONS");
        names.addAll(names(session, "SELECT CHARACTER_SET_NAME FROM information_schema.CHARACTER_SETS"));
        return names;
    }

    private static Set<Long> spatialSystems(Session session, Server server) {
        return server.isMySqlFrom(8, 0, 0)
                ? new HashSet<>(session.query(
                        "read the target's spatial systems",
                        "SELECT SRS_ID FROM information_schema.ST_SPATIAL_REFERENCE_SYSTEMS",
                        row -> row.number(1)))
                : Set.of();
    }

    /// The accounts, each as `user@host`; none if they may not be seen, which is told by the account itself
    /// being absent.
    private static Set<String> accounts(Session session) {
        return session.attempt("look at the accounts", "DO (SELECT COUNT(*) FROM mysql.user)")
                        .isPresent()
                ? Set.of()
                : new HashSet<>(session.query(
                        "list the target's accounts",
                        "SELECT CONCAT(User, '@', Host) FROM mysql.user",
                        row -> row.text(1)));
    }

    private static Set<String> adjustable(Session session) {
        var adjustable = new HashSet<String>();
        UNWANTED.stream().filter(name -> session.tryToSet(name, "OFF")).forEach(adjustable::add);
        return adjustable;
    }

    boolean isOn(String variable) {
        String value = variables.getOrDefault(variable, "OFF");
        return value.equals("ON") || value.equals("1");
    }

    /// Whether a setting stands in the way and cannot be set for our sessions.
    boolean insistsOn(String variable) {
        return isOn(variable) && !adjustable.contains(variable);
    }

    boolean lowersNames() {
        return !variables.getOrDefault("lower_case_table_names", "0").equals("0");
    }

    long packetMax() {
        return Long.parseLong(variables.getOrDefault("max_allowed_packet", "67108864"));
    }

    boolean hasEngine(String engine) {
        return engines.has(engine);
    }

    /// Whether the account may make objects that run as another one.
    boolean mayDefineForOthers() {
        return account.may("SUPER") || account.may("SET_USER_ID") || account.may("SET_ANY_DEFINER");
    }
}
