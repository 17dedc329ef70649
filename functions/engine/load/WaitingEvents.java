package engine.load;

import engine.format.Sql;
import engine.mysql.Session;
import java.util.List;

/// Events that arrived disabled, though they ran on the source: a standby must not run them before it is the
/// site.
public final class WaitingEvents {
    private WaitingEvents() {}

    /// Enables them, for the moment at which the site opens, and returns their names. May run any number of
    /// times.
    public static List<String> enable(Session session) {
        var ledger = Ledger.on(session);
        if (ledger.restores().isEmpty()) {
            return List.of();
        }
        var events = ledger.events();
        for (var event : events) {
            enable(session, event.getFirst(), event.getLast());
            ledger.forgetEvent(event.getFirst(), event.getLast());
        }
        return events.stream().map(event -> String.join(".", event)).toList();
    }

    /// ALTER EVENT gives an event the collations of the moment, so those of the event are put in force for it.
    private static void enable(Session session, String schema, String name) {
        var found = session.first(
                "look at the event " + name,
                "SELECT e.COLLATION_CONNECTION, e.DATABASE_COLLATION, s.DEFAULT_COLLATION_NAME FROM"
                        + " information_schema.EVENTS e JOIN information_schema.SCHEMATA s ON s.SCHEMA_NAME = e.EVENT_SCHEMA"
                        + " WHERE e.EVENT_SCHEMA = " + Sql.string(schema) + " AND e.EVENT_NAME = " + Sql.string(name),
                row -> new Collations(row.text(1), row.text(2), row.text(3)));
        found.ifPresent(collations -> {
            session.execute("set a collation", "SET SESSION collation_connection = " + collations.connection());
            collate(session, schema, collations.database(), collations.schema());
            session.execute("enable the event " + name, "ALTER EVENT " + Sql.identifier(schema, name) + " ENABLE");
            collate(session, schema, collations.schema(), collations.database());
        });
    }

    private record Collations(String connection, String database, String schema) {}

    private static void collate(Session session, String schema, String wanted, String now) {
        if (!wanted.equals(now)) {
            session.execute("set a collation", "ALTER DATABASE " + Sql.identifier(schema) + " COLLATE " + wanted);
        }
    }
}
