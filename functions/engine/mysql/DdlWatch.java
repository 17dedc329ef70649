package engine.mysql;

import static java.util.stream.Collectors.joining;

import base.Failure;
import base.TransientFailure;
import engine.format.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The guard of a snapshot without a backup lock: the readers' metadata locks on every table, and a thread that
/// looks every second whether somebody's DDL waits for them.
final class DdlWatch implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int TABLES_PER_STATEMENT = 100;
    private static final String WAITING = "Waiting for table metadata lock";

    private final Session eye;
    private final Snapshot snapshot;
    private final Thread thread;
    private volatile boolean closed;
    private volatile Optional<String> gaveWayTo = Optional.empty();

    private record Waiting(long seconds, String statement) {}

    private DdlWatch(Session eye, Snapshot snapshot) {
        this.eye = eye;
        this.snapshot = snapshot;
        this.thread = Thread.ofPlatform().daemon().name("ddl-watch").unstarted(this::watch);
    }

    /// Takes the metadata locks and starts to watch.
    static DdlWatch start(Sessions sessions, SchemaObjects objects, Snapshot snapshot) {
        touchAll(snapshot.readers(), touches(objects.tables().toList()));
        var watch = new DdlWatch(sessions.open(), snapshot);
        watch.thread.start();
        return watch;
    }

    /// Statements that lock the definitions of tables and read no row.
    private static List<String> touches(List<SchemaObjects.Table> tables) {
        int groups = (tables.size() + TABLES_PER_STATEMENT - 1) / TABLES_PER_STATEMENT;
        return IntStream.range(0, groups)
                .mapToObj(group -> tables.stream()
                        .skip((long) group * TABLES_PER_STATEMENT)
                        .limit(TABLES_PER_STATEMENT)
                        .map(table -> "(SELECT 1 FROM " + Sql.identifier(table.schema(), table.name()) + " LIMIT 0)")
                        .collect(joining(" UNION ALL ")))
                .toList();
    }

    /// All readers at once, since writers wait meanwhile. The wait is short: a reader may have to queue behind
    /// DDL that waits for the very lock that is held for the readers.
    private static void touchAll(List<Session> readers, List<String> statements) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var touching = new ArrayList<Future<?>>();
            for (Session reader : readers) {
                touching.add(executor.submit(() -> touch(reader, statements)));
            }
            for (Future<?> touch : touching) {
                touch.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("interrupted while guarding the tables", "Run the backup again.", e);
        }
    }

    private static void touch(Session reader, List<String> statements) {
        reader.execute("shorten the wait", "SET SESSION lock_wait_timeout = " + TableLocks.WAIT_SECONDS);
        statements.forEach(statement -> reader.execute("guard the tables", statement));
    }

    /// The statement for which the snapshot was given up, if it was.
    Optional<String> gaveWayTo() {
        return gaveWayTo;
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(LOOK_EVERY);
                longestWaiting().ifPresent(this::giveWay);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Failure e) {
            if (!closed) {
                // Blind, the readers could stop the application for hours: better no backup than that.
                giveWay(new Waiting(0, "(the watching session was lost: " + e.getMessage() + ")"));
            }
        }
    }

    /// While tables without transactions are locked, their writers wait in the same state; DDL cannot be told
    /// from them.
    private Optional<Waiting> longestWaiting() {
        return snapshot.areTablesLocked()
                ? Optional.empty()
                : eye
                        .query(
                                "look for waiting statements",
                                "SHOW FULL PROCESSLIST",
                                row -> new Waiting(
                                        WAITING.equals(row.text(7)) ? row.number(6) : 0,
                                        firstWords(row.text(8)) + " of connection " + row.text(1)))
                        .stream()
                        .filter(waiting -> waiting.seconds() >= Snapshot.DDL_WAIT_MAX.toSeconds())
                        .max(Comparator.comparingLong(Waiting::seconds));
    }

    /// What kind of statement it is. The rest may hold anybody's data.
    private static String firstWords(String statement) {
        return Stream.of(statement.strip().split("\\s+", 3)).limit(2).collect(joining(" "));
    }

    private void giveWay(Waiting waiting) {
        if (gaveWayTo.isEmpty()) {
            gaveWayTo = Optional.of(waiting.statement());
            snapshot.abort();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        eye.close();
    }
}
