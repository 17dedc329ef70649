package engine.mysql;

import static java.util.stream.Collectors.joining;

import engine.format.Sql;
import java.util.List;
import java.util.stream.IntStream;

/// Some rows of a table. `predicate` is empty for the whole table. The predicates of
/// a table's chunks divide its rows whatever they are: `k < b`, `k >= b AND k < c`, ..., `k >= z`, without a
/// gap even for rows beyond the smallest and largest key that was seen.
public record Chunk(SchemaObjects.Table table, int index, boolean last, String keyName, String predicate) {

    static Chunk whole(SchemaObjects.Table table, String keyName) {
        return new Chunk(table, 0, true, keyName, "");
    }

    /// Chunks between boundaries, which are SQL literals in ascending order.
    static List<Chunk> between(SchemaObjects.Table table, String keyName, String column, List<String> boundaries) {
        return IntStream.rangeClosed(0, boundaries.size())
                .mapToObj(i -> new Chunk(table, i, i == boundaries.size(), keyName, predicate(column, boundaries, i)))
                .toList();
    }

    /// The query that reads its rows, with these expressions for the columns.
    public String query(List<ColumnRead> columns) {
        String key = keyName.isEmpty() ? "" : " FORCE INDEX (" + Sql.identifier(keyName) + ")";
        String where = predicate.isEmpty() ? "" : " WHERE " + predicate;
        return "SELECT " + columns.stream().map(ColumnRead::expression).collect(joining(", ")) + " FROM "
                + Sql.identifier(table.schema(), table.name()) + key + where;
    }

    private static String predicate(String column, List<String> boundaries, int index) {
        String from = index == 0 ? "" : column + " >= " + boundaries.get(index - 1);
        String to = index == boundaries.size() ? "" : column + " < " + boundaries.get(index);
        return from + (from.isEmpty() || to.isEmpty() ? "" : " AND ") + to;
    }
}
