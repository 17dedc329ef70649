package engine.mysql;

import static java.util.stream.Collectors.joining;

import base.ConfigurationFailure;
import engine.format.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps writers out for the moment in which the snapshots start. The wait for the lock is short, because
/// everyone else's statements queue behind it; after a pause it is tried again.
final class TableLocks {
    static final int WAIT_SECONDS = 3;

    private final Sessions sessions;
    private final Source source;

    TableLocks(Sessions sessions, Source source) {
        this.sessions = sessions;
        this.source = source;
    }

    /// A lock that is held until it is closed.
    record Held(Session session, Snapshot.Consistency consistency) implements AutoCloseable {
        @Override
        public void close() {
            session.close();
        }
    }

    /// Keeps writers out of everything that has snapshots. With tables that have none, whose writers are kept
    /// out already and may be waiting, the global lock would wait for itself.
    Held take() {
        if (source.account().mayFlushTables() && nonTransactional().isEmpty()) {
            var global = tryLock("FLUSH TABLES WITH READ LOCK", Snapshot.Consistency.GLOBAL_READ_LOCK);
            if (global.isPresent()) {
                return global.get();
            }
        }
        return lockTables(source.objects()
                .tables()
                .filter(SchemaObjects.Table::isTransactional)
                .toList());
    }

    /// Read locks on the tables that have no snapshots, to be held until those are copied. To be taken first:
    /// behind a writer that waits for another lock of ours, this one would wait forever.
    Optional<Session> lockNonTransactional() {
        var tables = nonTransactional();
        return tables.isEmpty()
                ? Optional.empty()
                : Optional.of(lockTables(tables).session());
    }

    private List<SchemaObjects.Table> nonTransactional() {
        return source.objects()
                .tables()
                .filter(table -> !table.isTransactional())
                .toList();
    }

    private Held lockTables(List<SchemaObjects.Table> tables) {
        return tryLock(lockStatement(tables.stream()), Snapshot.Consistency.TABLE_LOCKS)
                .orElseThrow(() -> new ConfigurationFailure(
                        "cannot lock tables: " + source.account().name() + " lacks LOCK TABLES",
                        "Grant LOCK TABLES on the schemas to the backup account."));
    }

    private static String lockStatement(Stream<SchemaObjects.Table> tables) {
        String locks = tables.map(table -> Sql.identifier(table.schema(), table.name()) + " READ")
                .collect(joining(", "));
        return locks.isEmpty() ? "DO 0" : "LOCK TABLES " + locks;
    }

    /// The held lock, or nothing if the account may not.
    private Optional<Held> tryLock(String statement, Snapshot.Consistency consistency) {
        var session = sessions.open();
        try {
            session.execute("SET SESSION lock_wait_timeout = " + WAIT_SECONDS);
            session.execute(statement);
            return Optional.of(new Held(session, consistency));
        } catch (SQLException e) {
            session.close();
            if (MySqlFailure.isDenied(e)) {
                return Optional.empty();
            }
            throw MySqlFailure.of("lock the tables for the snapshot", e);
        }
    }
}
