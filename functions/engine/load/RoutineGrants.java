package engine.load;

import engine.format.Sql;
import engine.mysql.Session;
import engine.verify.Places;
import java.util.ArrayList;
import java.util.List;

/// What accounts may do with single routines. The server forgets it when a routine is dropped, which a restore
/// does to make it anew, so it is read before and granted again afterwards.
final class RoutineGrants {
    private static final String WHAT = "keep the grants on routines";

    private final Session session;
    private final List<Grant> grants = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private record Grant(String privileges, String kind, String schema, String routine, String account) {}

    RoutineGrants(Session session) {
        this.session = session;
    }

    /// Remembers the grants in these schemas.
    void read(Places places) {
        for (String schema : places.schemas()) {
            String live = places.live(schema);
            String query = " FROM mysql.procs_priv WHERE Db = " + Sql.string(live);
            if (session.attempt(WHAT, "DO (SELECT COUNT(*)" + query + ")").isPresent()) {
                findings.add(Finding.differs(
                        "schema " + live, "grants on its routines may be lost: the account may not read them"));
                continue;
            }
            grants.addAll(session.query(
                    WHAT,
                    "SELECT Proc_priv, Routine_type, Routine_name, User, Host" + query,
                    row -> new Grant(
                            row.text(1).toUpperCase(java.util.Locale.ROOT).replace("GRANT", "GRANT OPTION"),
                            row.text(2),
                            live,
                            row.text(3),
                            Sql.string(row.text(4)) + "@" + Sql.string(row.text(5)))));
        }
    }

    /// Grants what was granted, on the routines that are there again.
    void restore() {
        for (var grant : grants) {
            String on = grant.kind() + " " + Sql.identifier(grant.schema(), grant.routine());
            session.attempt(WHAT, "GRANT " + grant.privileges() + " ON " + on + " TO " + grant.account())
                    .ifPresent(refusal -> findings.add(Finding.differs(
                            grant.kind().toLowerCase(java.util.Locale.ROOT) + " " + grant.schema() + "."
                                    + grant.routine(),
                            grant.account() + " may no longer use it: " + refusal.text())));
        }
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
