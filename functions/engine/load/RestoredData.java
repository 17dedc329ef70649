package engine.load;

import engine.format.Sql;
import engine.mysql.Session;
import engine.mysql.Sessions;
import engine.verify.Places;
import java.util.function.Predicate;

/// What restores have put on a server that is there to prove backups only. Touches nothing but schemas that a
/// restore made for that purpose, and never the site. May run any number of times.
public final class RestoredData {
    private RestoredData() {}

    /// Removes the schemas of one backup.
    public static void remove(Sessions sessions, String backup) {
        remove(sessions, restore -> restore.backup().equals(backup));
    }

    /// Removes what earlier nights left, but not what a restore of this backup has begun and can go on with.
    public static void removeLeftovers(Sessions sessions, String backup) {
        remove(sessions, restore -> !restore.backup().equals(backup) || restore.state() == Ledger.State.DONE);
    }

    private static void remove(Sessions sessions, Predicate<Ledger.Restore> wanted) {
        try (Session session = sessions.open()) {
            ServerLock.take(session);
            var ledger = Ledger.on(session);
            ledger.refuseTheOpenSite();
            ledger.restores().stream()
                    .filter(Ledger.Restore::proof)
                    .filter(wanted)
                    .forEach(restore -> remove(session, ledger, restore));
        }
    }

    /// Loaded beside, only the working schemas are ours.
    private static void remove(Session session, Ledger ledger, Ledger.Restore restore) {
        var places = new Places(restore.schemas(), restore.beside(), false);
        restore.schemas()
                .forEach(schema -> session.execute(
                        "drop the schema " + schema, "DROP DATABASE IF EXISTS " + Sql.identifier(places.work(schema))));
        ledger.forget(restore.backup());
    }
}
