package engine.mysql;

import java.sql.SQLException;

/// LOCK INSTANCE FOR BACKUP: keeps DDL out and lets writers in. It ends with the session.
final class BackupLock {
    private static final int WAIT_SECONDS = 10;

    private BackupLock() {}

    /// Whether the lock is held now. Where the account may not, or older servers lack it, something else must
    /// guard.
    static boolean tryToTake(Session session, Source source) {
        if (!source.server().isMySqlFrom(8, 0, 0) || !source.account().may("BACKUP_ADMIN")) {
            return false;
        }
        try {
            session.execute("SET SESSION lock_wait_timeout = " + WAIT_SECONDS);
            session.execute("LOCK INSTANCE FOR BACKUP");
            return true;
        } catch (SQLException e) {
            if (MySqlFailure.isDenied(e)) {
                return false;
            }
            throw MySqlFailure.of("lock definitions for the backup", e);
        }
    }
}
