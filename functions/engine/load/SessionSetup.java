package engine.load;

import base.RefusedFailure;
import engine.mysql.Session;

/// Settings of the sessions of a restore, beyond those that need no privilege.
final class SessionSetup {
    private static final String SORT_BUFFER = "67108864";

    private SessionSetup() {}

    static void apply(Session session, Target target, RestoreRequest request) {
        Target.UNWANTED.stream()
                .filter(target.adjustable()::contains)
                .forEach(variable -> session.tryToSet(variable, "OFF"));
        session.tryToSet("innodb_ddl_buffer_size", SORT_BUFFER);
        if (request.skipBinlog() && !session.tryToSet("sql_log_bin", "OFF")) {
            throw new RefusedFailure(
                    "the account may not keep the restore out of the binary log",
                    "Grant SESSION_VARIABLES_ADMIN to it, or leave out --skip-binlog.");
        }
    }
}
