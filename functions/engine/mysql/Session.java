package engine.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection with our settings. Results are small here: whole lists in memory. For one thread, except
/// {@link #abort} and statements that keep the connection.
public final class Session implements AutoCloseable {
    private final Connection connection;

    Session(Connection connection) {
        this.connection = connection;
    }

    /// One row of a result, with its columns counted from 1. Texts are read as UTF-8, whatever the driver
    /// believes.
    public static final class Row {
        private final ResultSet results;

        Row(ResultSet results) {
            this.results = results;
        }

        public @Nullable String textOrNull(int column) throws SQLException {
            byte[] bytes = results.getBytes(column);
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        }

        /// The text, or an empty one for NULL.
        public String text(int column) throws SQLException {
            String text = textOrNull(column);
            return text == null ? "" : text;
        }

        /// A whole number, or 0 for NULL. Numbers beyond 63 bits become the largest long.
        public long number(int column) throws SQLException {
            String text = text(column);
            return text.isEmpty()
                    ? 0
                    : new java.math.BigDecimal(text).min(LARGEST).longValue();
        }

        private static final java.math.BigDecimal LARGEST = java.math.BigDecimal.valueOf(Long.MAX_VALUE);
    }

    /// Makes something of a row.
    @FunctionalInterface
    public interface Mapper<T extends @Nullable Object> {
        T map(Row row) throws SQLException;
    }

    /// Runs a query; `what` completes "cannot ..." in the failure.
    public <T extends @Nullable Object> List<T> query(String what, String sql, Mapper<T> mapper) {
        try {
            return query(sql, mapper);
        } catch (SQLException e) {
            throw MySqlFailure.of(what, e);
        }
    }

    /// Runs a query and leaves its errors to the caller.
    synchronized <T extends @Nullable Object> List<T> query(String sql, Mapper<T> mapper) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            var row = new Row(results);
            var list = new ArrayList<T>();
            while (results.next()) {
                list.add(mapper.map(row));
            }
            return list;
        }
    }

    /// The first row, if there is one.
    public <T> Optional<T> first(String what, String sql, Mapper<T> mapper) {
        return query(what, sql, mapper).stream().findFirst();
    }

    /// Runs a statement without a result.
    public void execute(String what, String sql) {
        try {
            execute(sql);
        } catch (SQLException e) {
            throw MySqlFailure.of(what, e);
        }
    }

    /// Runs a statement that changes rows and returns how many it matched or made.
    public synchronized long update(String what, String sql) {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        } catch (SQLException e) {
            throw MySqlFailure.of(what, e);
        }
    }

    /// Runs a statement and leaves its errors to the caller.
    synchronized void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Braces are SQL here, not JDBC's escapes.
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /// Sends every row of a query to `sink` as the server's raw bytes, in constant memory.
    public void stream(String what, String sql, engine.format.RowSink sink) throws IOException {
        try {
            new TextRows(ServerStream.of(connection)).run(what, sql, sink);
        } catch (SQLException e) {
            throw MySqlFailure.of(what, e);
        }
    }

    /// How many rows a LOAD DATA stored, and how many warnings it gave.
    public record Loaded(long rows, int warnings) {}

    /// Runs a LOAD DATA LOCAL statement with rows from a stream. If the stream fails, its {@link
    /// IOException} comes out and the connection is cut: what was sent is forgotten.
    public Loaded load(String what, String sql, InputStream rows) throws IOException {
        try {
            return new LoadStream(ServerStream.of(connection)).run(what, sql, rows);
        } catch (SQLException e) {
            throw MySqlFailure.of(what, e);
        } catch (IOException | RuntimeException e) {
            abort();
            throw e;
        }
    }

    /// Does something as one transaction: all of it or, after any failure, nothing.
    public void inTransaction(Runnable work) {
        execute("begin a transaction", "START TRANSACTION");
        try {
            work.run();
            execute("commit", "COMMIT");
        } catch (RuntimeException failure) {
            rollBack(failure);
            throw failure;
        }
    }

    /// A connection that does not answer any more has lost its transaction anyway.
    private void rollBack(RuntimeException failure) {
        try {
            execute("ROLLBACK");
        } catch (SQLException lost) {
            failure.addSuppressed(lost);
        }
    }

    /// Sets a session variable if the server knows it and lets this account; tells whether it did.
    public boolean tryToSet(String variable, String value) {
        try {
            execute("SET SESSION " + variable + " = " + value);
            return true;
        } catch (SQLException e) {
            return switch (e.getErrorCode()) {
                case 1193, 1227, 1229, 1238, 1231 -> false;
                default -> throw MySqlFailure.of("set " + variable, e);
            };
        }
    }

    /// Runs a statement, and tells the server's error number and text if it refuses, instead of failing.
    public Optional<Refusal> attempt(String what, String sql) {
        try {
            execute(sql);
            return Optional.empty();
        } catch (SQLException e) {
            if (e.getSQLState() == null || e.getSQLState().startsWith("08")) {
                throw MySqlFailure.of(what, e);
            }
            return Optional.of(new Refusal(e.getErrorCode(), String.valueOf(e.getMessage())));
        }
    }

    /// Why the server would not run a statement.
    public record Refusal(int code, String text) {}

    /// The server's number for this connection.
    public long connectionId() {
        return first("ask for the connection's number", "SELECT CONNECTION_ID()", row -> row.number(1))
                .orElseThrow();
    }

    /// Cuts the connection, from any thread; whatever runs on it fails. Never throws.
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            close();
        }
    }

    /// Ends the connection, and with it its transaction and locks. Never throws: nothing is lost by a failing
    /// goodbye.
    @Override
    @SuppressWarnings("EmptyCatch")
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server ends the session when the socket is gone.
        }
    }
}
