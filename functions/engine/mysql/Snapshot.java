package engine.mysql;

import base.Deadline;
import base.Failure;
import base.TransientFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Several sessions that all see the same moment of the server, guarded against definitions that change under
/// them.
///
/// A consistent read does not protect against DDL: a table renamed or a partition exchanged under the snapshot
/// shows other rows without any error. So DDL is kept out, by LOCK INSTANCE FOR BACKUP where the account may,
/// and otherwise by a guard session that holds a metadata lock on every table. Under a guard a waiting ALTER
/// stops the application's queries on its table; therefore the snapshot gives way after {@link #DDL_WAIT_MAX}
/// and the dump fails.
public final class Snapshot implements AutoCloseable {
    /// How long DDL of others may wait for the readers before the snapshot gives way.
    static final Duration DDL_WAIT_MAX = Duration.ofSeconds(10);

    private static final int ATTEMPTS = 6;
    private static final Duration PAUSE = Duration.ofSeconds(4);

    private final List<Session> readers = new ArrayList<>();
    private final List<Session> holders = new ArrayList<>();
    private final Server server;
    private final SchemaObjects objects;
    private Position position = new Position("", "", 0);
    private Instant takenAt = Instant.EPOCH;
    private Consistency consistency = Consistency.TABLE_LOCKS;
    private Duration lockedFor = Duration.ZERO;
    private Optional<DdlWatch> watch = Optional.empty();
    private Optional<Session> tableLocks = Optional.empty();
    private volatile boolean tablesLocked;

    /// How the sessions were brought to the same moment.
    public enum Consistency {
        GLOBAL_READ_LOCK,
        TABLE_LOCKS
    }

    private Snapshot(Server server, SchemaObjects objects) {
        this.server = server;
        this.objects = objects;
    }

    /// Brings `readers` sessions to the same moment. A lock that is not granted in time is given up, so that
    /// nobody queues behind it, and tried again after a pause. Fails, with nothing left locked, if that does
    /// not help.
    static Snapshot freeze(Sessions sessions, Source source, int readers, Deadline deadline) {
        for (int attempt = 1; ; attempt++) {
            try {
                return freezeOnce(sessions, source, readers);
            } catch (TransientFailure failure) {
                boolean isOver = attempt == ATTEMPTS || deadline.left().compareTo(PAUSE) < 0;
                if (isOver || !MySqlFailure.isLockTimeout(failure)) {
                    throw failure;
                }
            }
            pause();
        }
    }

    private static Snapshot freezeOnce(Sessions sessions, Source source, int readers) {
        var control = sessions.open();
        var snapshot = new Snapshot(source.server(), source.objects());
        snapshot.holders.add(control);
        try {
            for (int i = 0; i < readers; i++) {
                snapshot.readers.add(sessions.open());
            }
            boolean isGuarded = BackupLock.tryToTake(control, source);
            var locks = new TableLocks(sessions, source);
            long start = System.nanoTime();
            snapshot.tableLocks = locks.lockNonTransactional();
            snapshot.tableLocks.ifPresent(snapshot.holders::add);
            snapshot.tablesLocked = snapshot.tableLocks.isPresent();
            try (var lock = locks.take()) {
                snapshot.consistency = lock.consistency();
                snapshot.beginAll();
                snapshot.position = Position.read(control, source.server());
                snapshot.takenAt = now(control);
                if (!isGuarded) {
                    snapshot.watch = Optional.of(DdlWatch.start(sessions, source.objects(), snapshot));
                }
            }
            snapshot.lockedFor = Duration.ofNanos(System.nanoTime() - start);
            return snapshot;
        } catch (Failure failure) {
            snapshot.close();
            throw failure;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("interrupted while waiting for a lock", "Run the backup again.", e);
        }
    }

    private void beginAll() {
        for (var reader : readers) {
            reader.execute("set the isolation level", "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            reader.execute("start the snapshot", "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        }
    }

    private static Instant now(Session session) {
        String micros = session.first(
                        "ask for the time",
                        "SELECT CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS SIGNED)",
                        row -> row.text(1))
                .orElseThrow();
        return Instant.EPOCH.plusNanos(Long.parseLong(micros) * 1000);
    }

    /// The accounts that exist, each as `user@host`, or nothing if this account may not know.
    public Optional<Set<String>> accountNames() {
        try {
            return Optional.of(Set.copyOf(
                    holders.getFirst().query("SELECT CONCAT(User, '@', Host) FROM mysql.user", row -> row.text(1))));
        } catch (SQLException e) {
            if (MySqlFailure.isDenied(e)) {
                return Optional.empty();
            }
            throw MySqlFailure.of("list the accounts", e);
        }
    }

    /// The sessions to read with, as many as were asked for. Each is for one thread.
    public List<Session> readers() {
        return List.copyOf(readers);
    }

    public Server server() {
        return server;
    }

    /// What is defined, read before the lock; {@link #verifyUnchanged} tells whether it still is.
    public SchemaObjects objects() {
        return objects;
    }

    public Position position() {
        return position;
    }

    /// The moment that the rows show, by the server's clock.
    public Instant takenAt() {
        return takenAt;
    }

    public Consistency consistency() {
        return consistency;
    }

    /// How long writers had to wait.
    public Duration lockedFor() {
        return lockedFor;
    }

    /// Lets writers into tables without transactions again, once those are copied.
    public void releaseTableLocks() {
        tableLocks.ifPresent(Session::close);
        tablesLocked = false;
    }

    boolean areTablesLocked() {
        return tablesLocked;
    }

    /// Fails if the snapshot had to give way, or if anything is defined otherwise than it was.
    public void verifyUnchanged() {
        verifyHeld();
        var control = holders.getFirst();
        var names = objects.schemas().stream().map(SchemaObjects.Schema::name).toList();
        var changed = objects.changesIn(new ObjectReader(control, server).read(names));
        if (!changed.isEmpty()) {
            throw new base.CorruptionFailure(
                    "definitions changed during the dump: " + String.join(", ", changed),
                    "Run the backup again, and keep migrations out of its time.");
        }
    }

    /// Fails if the snapshot had to give way to DDL.
    public void verifyHeld() {
        watch.flatMap(DdlWatch::gaveWayTo).ifPresent(statement -> {
            throw new TransientFailure(
                    "the dump gave way to a definition change that waited for it: " + statement,
                    "Run the backup again, and keep migrations out of its time.");
        });
    }

    /// Cuts every session, from any thread.
    public void abort() {
        readers.forEach(Session::abort);
    }

    @Override
    public void close() {
        watch.ifPresent(DdlWatch::close);
        readers.forEach(Session::close);
        holders.forEach(Session::close);
    }
}
