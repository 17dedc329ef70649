package engine.dump;

import engine.mysql.SchemaObjects;
import java.util.List;

/// Some rows of a table that go into one data file. `predicate` is empty for the whole table. The predicates of
/// a table's chunks divide its rows whatever they are: `k < b`, `k >= b AND k < c`, ..., `k >= z`, without a
/// gap even for rows beyond the smallest and largest key that was seen.
record Chunk(SchemaObjects.Table table, int index, boolean last, String keyName, String predicate) {

    static Chunk whole(SchemaObjects.Table table, String keyName) {
        return new Chunk(table, 0, true, keyName, "");
    }

    /// Chunks between boundaries, which are SQL literals in ascending order.
    static List<Chunk> between(SchemaObjects.Table table, String keyName, String column, List<String> boundaries) {
        return java.util.stream.IntStream.rangeClosed(0, boundaries.size())
                .mapToObj(i -> new Chunk(table, i, i == boundaries.size(), keyName, predicate(column, boundaries, i)))
                .toList();
    }

    private static String predicate(String column, List<String> boundaries, int index) {
        String from = index == 0 ? "" : column + " >= " + boundaries.get(index - 1);
        String to = index == boundaries.size() ? "" : column + " < " + boundaries.get(index);
        return from + (from.isEmpty() || to.isEmpty() ? "" : " AND ") + to;
    }
}
