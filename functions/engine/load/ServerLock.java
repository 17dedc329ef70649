package engine.load;

import base.TransientFailure;
import engine.mysql.Session;

/// At most one restore at a time on a server, for as long as a session lives.
final class ServerLock {
    private static final int SILENCE_SECONDS = 180;
    /// A session that is ended lets go at once.
    private static final int HANDOVER_SECONDS = 5;

    private ServerLock() {}

    /// Ends the session that has the lock, and takes it.
    static void takeOver(Session session) {
        session.first(
                        "ask who has the lock of restores",
                        "SELECT IS_USED_LOCK('lifeboat.restore')",
                        row -> row.number(1))
                .filter(holder -> holder != 0 && holder != session.connectionId())
                .ifPresent(holder -> session.attempt("end a restore", "KILL " + holder));
        take(session, HANDOVER_SECONDS);
    }

    /// A session that says nothing for {@link #SILENCE_SECONDS} is ended by the server, and the lock with it.
    static void take(Session session) {
        take(session, 0);
    }

    private static void take(Session session, int seconds) {
        session.execute("limit the silence", "SET SESSION wait_timeout = " + SILENCE_SECONDS);
        boolean isOurs = session.first(
                        "ask for the lock of restores",
                        "SELECT GET_LOCK('lifeboat.restore', " + seconds + ")",
                        row -> row.number(1) == 1)
                .orElse(false);
        if (!isOurs) {
            throw new TransientFailure(
                    "another restore is at work on this server",
                    "Wait for it; a restore that died lets go within minutes.");
        }
    }
}
