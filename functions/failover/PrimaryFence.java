package failover;

import base.ConfigurationFailure;
import base.Failure;
import base.Pause;
import base.TransientFailure;
import engine.format.Sql;
import engine.mysql.Account;
import engine.mysql.MySqlFailure;
import engine.mysql.Server;
import engine.mysql.Session;
import engine.mysql.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Keeps the application out of the old primary: its accounts are locked and its sessions ended. May run any number of
/// times, also years later; whoever is locked stays locked.
final class PrimaryFence {
    private static final int ATTEMPTS = 5;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Supplier<Sessions> primary;
    private final List<String> users;
    private final Pause pause;

    /// `users` are the names of the application's accounts, whatever their hosts.
    PrimaryFence(Supplier<Sessions> primary, List<String> users, Pause pause) {
        this.primary = primary;
        this.users = users;
        this.pause = pause;
    }

    /// What is known of the primary now.
    sealed interface Outcome {
        /// Nobody of the application is in, nor gets in. `locked` are the accounts that this call has locked.
        record Fenced(List<String> locked) implements Outcome {}

        /// There was no way to reach it, so nothing was changed there.
        record Unreachable(String why) implements Outcome {}

        /// It was reached, and it is not certain that the application is out.
        record Unknown(String why) implements Outcome {}
    }

    /// Locks, ends sessions, and looks whether that was enough. `intent` is told each account before it is locked, so
    /// that whoever dies in between knows what to unlock one day.
    Outcome fence(Consumer<String> intent) {
        var locked = new ArrayList<String>();
        String why = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                why = shutOut(intent, locked);
            } catch (TransientFailure e) {
                if (attempt == 0 && MySqlFailure.isUnreachable(e)) {
                    return new Outcome.Unreachable(e.summary());
                }
                why = e.summary();
            } catch (Failure e) {
                return new Outcome.Unknown(e.summary());
            }
            if (why.isEmpty()) {
                return new Outcome.Fenced(locked);
            }
            pause.sleep(BETWEEN);
        }
        return new Outcome.Unknown(why);
    }

    private String shutOut(Consumer<String> intent, List<String> locked) {
        try (var session = primary.get().open()) {
            return shutOut(session, intent, locked);
        }
    }

    /// Returns what is left to do, or an empty text.
    private String shutOut(Session session, Consumer<String> intent, List<String> locked) {
        var strangers = strangers(session);
        if (!strangers.isEmpty()) {
            return "the primary knows no account of " + String.join(", ", strangers);
        }
        for (String account : unlocked(session)) {
            intent.accept(account);
            session.execute("lock the account " + account, "ALTER USER " + account + " ACCOUNT LOCK");
            locked.add(account);
        }
        sessions(session).forEach(id -> end(session, id));
        var left = sessions(session);
        return left.isEmpty() ? "" : left.size() + " sessions of the application do not end";
    }

    /// Looks whether it could be put up and lifted, and says what it saw. Locks nobody and ends no session.
    String rehearse() {
        try (var session = primary.get().open()) {
            var strangers = strangers(session);
            if (!strangers.isEmpty()) {
                throw new ConfigurationFailure(
                        "the primary knows no account of " + String.join(", ", strangers),
                        "Correct PrimaryUsers: it names the accounts of the application, without their hosts.");
            }
            var account = Account.inspect(session, Server.inspect(session));
            var missing = missing(session, account);
            if (!missing.isEmpty()) {
                throw new ConfigurationFailure(
                        "the account " + account.name() + " may not fence the primary: it lacks "
                                + String.join(", ", missing),
                        "Grant it on the primary, or name another login in PrimarySecretArn.");
            }
            return "may lock " + String.join(", ", users) + " ("
                    + sessions(session).size() + " sessions now) as " + account.name();
        }
    }

    /// On RDS a procedure ends sessions, which nobody sees who may not call it.
    private static List<String> missing(Session session, Account account) {
        var missing = new ArrayList<String>();
        if (!account.may("CREATE USER")) {
            missing.add("CREATE USER, to lock accounts");
        }
        if (!account.may("PROCESS")) {
            missing.add("PROCESS, to see their sessions");
        }
        boolean mayEnd = account.may("CONNECTION_ADMIN") || account.may("SUPER") || hasProcedure(session);
        if (!mayEnd) {
            missing.add("CONNECTION_ADMIN, to end them");
        }
        return missing;
    }

    private static boolean hasProcedure(Session session) {
        return session.first(
                        "look for the procedure that ends sessions",
                        "SELECT 1 FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'mysql'"
                                + " AND ROUTINE_NAME = 'rds_kill'",
                        row -> row.number(1))
                .isPresent();
    }

    /// Those of the users whom the primary does not know.
    private List<String> strangers(Session session) {
        var strangers = new ArrayList<>(users);
        strangers.removeAll(session.query(
                "read the accounts of the application",
                "SELECT DISTINCT User FROM mysql.user WHERE User IN (" + names() + ")",
                row -> row.text(1)));
        return strangers;
    }

    private List<String> unlocked(Session session) {
        return session.query(
                "read the accounts of the application",
                "SELECT User, Host FROM mysql.user WHERE account_locked = 'N' AND User IN (" + names() + ")",
                row -> Sql.string(row.text(1)) + "@" + Sql.string(row.text(2)));
    }

    private List<Long> sessions(Session session) {
        return session.query(
                "read the sessions of the application",
                "SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND USER IN (" + names()
                        + ")",
                row -> row.number(1));
    }

    /// On RDS nobody may KILL the sessions of others; a procedure does. One that ended by itself is as good.
    private static void end(Session session, long id) {
        if (session.attempt("end a session", "KILL " + id).isPresent()) {
            session.attempt("end a session", "CALL mysql.rds_kill(" + id + ")");
        }
    }

    /// Lets the accounts in again that were locked.
    void lift(List<String> locked) {
        try (var session = primary.get().open()) {
            for (String account : locked) {
                session.execute("unlock the account " + account, "ALTER USER " + account + " ACCOUNT UNLOCK");
            }
        }
    }

    private String names() {
        return users.stream().map(Sql::string).collect(Collectors.joining(", "));
    }
}
