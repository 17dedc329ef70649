package engine.mysql;

import engine.format.Sql;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Divides a table into chunks along the first column of a unique key. A table without a key whose order is
/// certain is one chunk, also because MySQL Shell's loader, when it resumes, loses rows of such a table if it
/// is divided.
public final class ChunkPlanner {
    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "mediumint", "int", "integer", "bigint");
    private static final Set<String> TEXTS = Set.of("char", "varchar");
    private static final Set<String> BYTES = Set.of("binary", "varbinary");
    private static final Set<String> OTHERS = Set.of("decimal", "date", "datetime", "timestamp");
    private static final int CHUNKS_MAX = 20_000;

    private final Session session;
    private final long chunkBytes;

    /// A key to divide by: its name and its first column.
    private record Divider(String key, SchemaObjects.Column column) {}

    /// Chunks of about `chunkBytes`, by the server's estimates.
    public ChunkPlanner(Session session, long chunkBytes) {
        this.session = session;
        this.chunkBytes = chunkBytes;
    }

    /// The chunks of a table, in the order of its key.
    public List<Chunk> plan(SchemaObjects.Table table, SchemaObjects.TableSize size) {
        var divider = divider(table);
        String key = divider.map(Divider::key).orElse("");
        long pieces = Math.min(CHUNKS_MAX, size.bytes() / Math.max(1, chunkBytes) + 1);
        if (divider.isEmpty() || pieces < 2) {
            return List.of(Chunk.whole(table, key));
        }
        var column = divider.get().column();
        var boundaries = INTEGERS.contains(column.type())
                ? evenBoundaries(table, column, pieces)
                : walkedBoundaries(table, divider.get(), Math.max(1, size.rows() / pieces));
        return Chunk.between(table, key, Sql.identifier(column.name()), boundaries);
    }

    private static Optional<Divider> divider(SchemaObjects.Table table) {
        return table.uniqueKeys().stream()
                .filter(key -> !key.nullable())
                .sorted((a, b) ->
                        Boolean.compare(b.name().equals("PRIMARY"), a.name().equals("PRIMARY")))
                .flatMap(key -> table.columns().stream()
                        .filter(column -> column.name().equals(key.columns().getFirst()))
                        .filter(ChunkPlanner::isOrdered)
                        .map(column -> new Divider(key.name(), column)))
                .findFirst();
    }

    private static boolean isOrdered(SchemaObjects.Column column) {
        return INTEGERS.contains(column.type())
                || TEXTS.contains(column.type())
                || BYTES.contains(column.type())
                || OTHERS.contains(column.type());
    }

    /// Boundaries at even distances between the smallest and the largest key.
    private List<String> evenBoundaries(SchemaObjects.Table table, SchemaObjects.Column column, long pieces) {
        String name = Sql.identifier(column.name());
        var ends = session.query(
                        "find the keys of " + table.label(),
                        "SELECT MIN(" + name + "), MAX(" + name + ") FROM " + qualified(table),
                        row -> List.of(row.text(1), row.text(2)))
                .getFirst();
        if (ends.getFirst().isEmpty()) {
            return List.of();
        }
        var min = new BigInteger(ends.getFirst());
        var range = new BigInteger(ends.getLast()).subtract(min);
        var boundaries = new ArrayList<String>();
        for (long i = 1; i < pieces; i++) {
            var boundary = min.add(range.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(pieces)));
            if (boundaries.isEmpty() || !boundaries.getLast().equals(boundary.toString())) {
                boundaries.add(boundary.toString());
            }
        }
        return boundaries;
    }

    /// Boundaries found by walking the key, for keys that are no numbers.
    private List<String> walkedBoundaries(SchemaObjects.Table table, Divider divider, long rowsPerChunk) {
        String name = Sql.identifier(divider.column().name());
        String shown = isText(divider.column()) ? "HEX(" + name + ")" : name;
        String from = " FROM " + qualified(table) + " FORCE INDEX (" + Sql.identifier(divider.key()) + ")";
        var boundaries = new ArrayList<String>();
        String after = "";
        while (boundaries.size() < CHUNKS_MAX) {
            var next = session.first(
                    "find chunks of " + table.label(),
                    "SELECT " + shown + from + after + " ORDER BY " + name + " LIMIT " + rowsPerChunk + ", 1",
                    row -> literal(divider.column(), row.text(1)));
            if (next.isEmpty()) {
                return boundaries;
            }
            boundaries.add(next.get());
            after = " WHERE " + name + " > " + next.get();
        }
        return boundaries;
    }

    private static boolean isText(SchemaObjects.Column column) {
        return TEXTS.contains(column.type()) || BYTES.contains(column.type());
    }

    /// A literal with the very bytes of the key, in its own character set, so that the column's collation
    /// decides.
    private static String literal(SchemaObjects.Column column, String shown) {
        if (TEXTS.contains(column.type())) {
            return "_" + column.charset().toLowerCase(Locale.ROOT) + " X'" + shown + "'";
        }
        return BYTES.contains(column.type()) ? "X'" + shown + "'" : Sql.string(shown);
    }

    private static String qualified(SchemaObjects.Table table) {
        return Sql.identifier(table.schema(), table.name());
    }
}
