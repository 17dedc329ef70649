package engine.load;

import base.TransientFailure;
import engine.format.Sql;
import engine.mysql.Session;
import java.util.List;

/// Events that arrived disabled, though they ran on the source: a standby must not run them before it is the
/// site.
public final class WaitingEvents {
    private WaitingEvents() {}

    /// Keeps restores from changing the server over, from now on. One that is changing it over already is a
    /// {@link TransientFailure}: it must end first. May run any number of times.
    public static void reserve(Session session) {
        var ledger = Ledger.on(session);
        ledger.make();
        ledger.openSite();
        boolean isChanging = ledger.restores().stream().anyMatch(restore -> restore.state() == Ledger.State.CHANGING);
        if (isChanging) {
            throw new TransientFailure(
                    "a restore is changing the server over", "Wait for it; if it died, restore the same backup again.");
        }
    }

    /// Takes back that the server was reserved, if nobody has used it as the site.
    public static void release(Session session) {
        var ledger = Ledger.on(session);
        ledger.make();
        ledger.closeSite();
    }

    /// Opens the site: from now on no restore touches the server, and its events run. A restore that is at work
    /// beside the data is ended. Returns the events' names. May run any number of times.
    public static List<String> enable(Session session) {
        reserve(session);
        ServerLock.takeOver(session);
        var ledger = Ledger.on(session);
        var events = ledger.events();
        for (var event : events) {
            enable(session, event.getFirst(), event.getLast());
            ledger.forgetEvent(event.getFirst(), event.getLast());
        }
        return events.stream().map(event -> String.join(".", event)).toList();
    }

    /// Makes the server a standby again, to which the next backup may be restored. What it holds was the site's, so
    /// it is no backup any more.
    public static void standbyAgain(Session session) {
        release(session);
        Ledger.on(session).distrust();
    }

    /// ALTER EVENT gives an event the account and the collations of the moment, so those of the event are named
    /// or put in force for it.
    private static void enable(Session session, String schema, String name) {
        var found = session.first(
                "look at the event " + name,
                "SELECT e.COLLATION_CONNECTION, e.DATABASE_COLLATION, s.DEFAULT_COLLATION_NAME, e.DEFINER,"
                        + " CURRENT_USER() FROM information_schema.EVENTS e JOIN information_schema.SCHEMATA s"
                        + " ON s.SCHEMA_NAME = e.EVENT_SCHEMA WHERE e.EVENT_SCHEMA = " + Sql.string(schema)
                        + " AND e.EVENT_NAME = " + Sql.string(name),
                row -> new Context(
                        row.text(1), row.text(2), row.text(3), row.text(4).equals(row.text(5)) ? "" : row.text(4)));
        found.ifPresent(context -> {
            session.execute("set a collation", "SET SESSION collation_connection = " + context.connection());
            collate(session, schema, context.database(), context.schema());
            session.execute(
                    "enable the event " + name,
                    "ALTER " + definer(context.definer()) + "EVENT " + Sql.identifier(schema, name) + " ENABLE");
            collate(session, schema, context.schema(), context.database());
        });
    }

    private static String definer(String account) {
        int at = account.lastIndexOf('@');
        return at < 0
                ? ""
                : "DEFINER = " + Sql.string(account.substring(0, at)) + "@" + Sql.string(account.substring(at + 1))
                        + " ";
    }

    private record Context(String connection, String database, String schema, String definer) {}

    private static void collate(Session session, String schema, String wanted, String now) {
        if (!wanted.equals(now)) {
            session.execute("set a collation", "ALTER DATABASE " + Sql.identifier(schema) + " COLLATE " + wanted);
        }
    }
}
