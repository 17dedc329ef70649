package engine.load;

import engine.format.Sql;
import engine.mysql.Session;
import engine.mysql.Sessions;
import java.util.function.Predicate;

/// What restores have put on a server that is there to prove backups only. Touches nothing but what the ledger
/// there says is ours. May run any number of times.
public final class RestoredData {
    private RestoredData() {}

    /// Removes the schemas of one backup.
    public static void remove(Sessions sessions, String backup) {
        remove(sessions, restore -> restore.backup().equals(backup));
    }

    /// Removes the schemas of every backup but one: what earlier nights left, because they failed.
    public static void removeAllBut(Sessions sessions, String backup) {
        remove(sessions, restore -> !restore.backup().equals(backup));
    }

    private static void remove(Sessions sessions, Predicate<Ledger.Restore> wanted) {
        try (Session session = sessions.open()) {
            ServerLock.take(session);
            var ledger = Ledger.on(session);
            ledger.restores().stream().filter(wanted).forEach(restore -> {
                restore.schemas()
                        .forEach(schema -> session.execute(
                                "drop the schema " + schema, "DROP DATABASE IF EXISTS " + Sql.identifier(schema)));
                ledger.abandon(restore.backup());
            });
        }
    }
}
