package failover;

import base.Failure;
import engine.mysql.MySqlFailure;
import engine.mysql.Sessions;
import java.util.function.Supplier;

/// Looks whether the DR database lets us in. Changes nothing.
final class DatabaseRehearsal {
    private DatabaseRehearsal() {}

    /// Logs in, and says so. A server that `mayRest` need not run before the bad day; what is wrong otherwise is a
    /// {@link Failure}.
    static String login(Supplier<Sessions> database, boolean mayRest) {
        try {
            database.get().open().close();
            return "the DR database lets it in";
        } catch (Failure failure) {
            if (mayRest && MySqlFailure.isUnreachable(failure)) {
                return "the DR database does not run now";
            }
            throw failure;
        }
    }
}
