package engine.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.Failure;
import base.TransientFailure;
import engine.format.RowSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.SharedMySql;

/// Rows read from the driver's stream are those that the driver itself reads.
final class TextRowsTest {

    /// Collects rows whole.
    private static final class Collecting implements RowSink {
        final List<List<byte @Nullable []>> rows = new ArrayList<>();
        private List<byte @Nullable []> row = new ArrayList<>();
        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

        @Override
        public void nullField(int column) {
            row.add(null);
        }

        @Override
        public void field(int column, byte[] buffer, int offset, int length) {
            row.add(Arrays.copyOfRange(buffer, offset, offset + length));
        }

        @Override
        public void part(int column, byte[] buffer, int offset, int length, boolean last) {
            parts.write(buffer, offset, length);
            if (last) {
                row.add(parts.toByteArray());
                parts.reset();
            }
        }

        @Override
        public void endRow() {
            rows.add(row);
            row = new ArrayList<>();
        }
    }

    private static List<List<byte @Nullable []>> streamed(String sql) throws IOException {
        try (var session = new Sessions(SharedMySql.source().url()).open()) {
            var sink = new Collecting();
            session.stream("read", sql, sink);
            assertThat(session.query("ask", "SELECT 42", row -> row.number(1))).containsExactly(42L);
            return sink.rows;
        }
    }

    private static List<List<byte @Nullable []>> byDriver(String sql) throws SQLException {
        try (var connection = SharedMySql.source().connect("");
                var statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<byte @Nullable []>>();
            while (results.next()) {
                var row = new ArrayList<byte @Nullable []>();
                for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                    row.add(results.getBytes(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private static void assertSame(String sql) throws IOException, SQLException {
        var streamed = streamed(sql);
        var expected = byDriver(sql);
        assertThat(streamed).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Arrays.deepEquals(
                            streamed.get(i).toArray(), expected.get(i).toArray()))
                    .as("row %d", i)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 WHERE FALSE",
                "SELECT 1, NULL, '', 'x'",
                "SELECT NULL",
                "SELECT REPEAT('a', 250), REPEAT('b', 251), REPEAT('c', 252), REPEAT('d', 65535), REPEAT('e', 65536)",
                "WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 1000) SELECT n, REPEAT('x', n * 7) FROM r",
                "SELECT REPEAT('p', 262140), 'q' UNION ALL SELECT REPEAT('p', 262144), NULL UNION ALL SELECT '', REPEAT('z', 300000)",
            })
    void everyRowIsWhatTheDriverReads(String sql) throws IOException, SQLException {
        assertSame(sql);
    }

    /// At 16 MB - 1 a payload goes on in another packet, which may be empty.
    @ParameterizedTest
    @ValueSource(ints = {-6, -5, -4, -3, -2, -1, 0, 1, 2})
    void theSeamBetweenPacketsIsInvisible(int delta) throws IOException, SQLException {
        assertSame("SELECT REPEAT('s', 16777215 - 4 + " + delta + ") UNION ALL SELECT 'after'");
        assertSame("SELECT 'a', REPEAT('s', 16777215 - 8 + " + delta + "), NULL, 'tail'");
    }

    @Test
    void aRowOfManyPacketsIsRead() throws IOException, SQLException {
        assertSame("SELECT REPEAT('x', 40000000), NULL, REPEAT('y', 20000000)");
    }

    @Test
    void anErrorOfTheServerIsAFailureAndTheSessionGoesOn() {
        try (var session = new Sessions(SharedMySql.source().url()).open()) {
            assertThatThrownBy(() -> session.stream("read x.y", "SELECT * FROM nowhere.nothing", new Collecting()))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("cannot read x.y: ");
            assertThat(session.query("ask", "SELECT 42", row -> row.number(1))).containsExactly(42L);
        }
    }

    @Test
    void anErrorInTheMiddleOfTheRowsIsAFailure() {
        try (var session = new Sessions(SharedMySql.source().url()).open()) {
            var sink = new Collecting();
            String sql = "WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 900)"
                    + " SELECT REPEAT('x', 2000), IF(n = 800, (SELECT 1 UNION SELECT 2), n) FROM r";
            assertThatThrownBy(() -> session.stream("read rows", sql, sink)).isInstanceOf(Failure.class);
        }
    }

    @Test
    void aConnectionThatIsCutInTheMiddleIsATransientFailure() {
        try (var session = new Sessions(SharedMySql.source().url()).open()) {
            var sink = new Collecting();
            long id = session.connectionId();
            String sql = "WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 1000)"
                    + " SELECT REPEAT('x', 100000), SLEEP(0.002) FROM r";
            Thread.ofVirtual().start(() -> {
                SharedMySql.source().run("DO SLEEP(0.3)", "KILL " + id);
            });
            assertThatThrownBy(() -> session.stream("read rows", sql, sink)).isInstanceOf(TransientFailure.class);
        }
    }
}
