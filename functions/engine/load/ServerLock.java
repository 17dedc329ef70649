package engine.load;

import base.TransientFailure;
import engine.mysql.Session;

/// At most one restore at a time on a server, for as long as a session lives.
final class ServerLock {
    private ServerLock() {}

    static void take(Session session) {
        boolean isOurs = session.first(
                        "ask for the lock of restores",
                        "SELECT GET_LOCK('lifeboat.restore', 0)",
                        row -> row.number(1) == 1)
                .orElse(false);
        if (!isOurs) {
            throw new TransientFailure(
                    "another restore is at work on this server",
                    "Wait for it; a restore that died lets go within minutes.");
        }
    }
}
