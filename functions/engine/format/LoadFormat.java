package engine.format;

import java.util.List;
import java.util.Map;

/// How a table's data files are read: the columns in the files, in order, the function that turns a field back
/// into a value (by column), and the character set of the texts.
public record LoadFormat(List<String> columns, Map<String, String> decoders, String charset) {

    /// The decoder of a column, or an empty text if the field is the value.
    public String decoder(String column) {
        return decoders.getOrDefault(column, "");
    }

    /// The LOAD DATA statement for a file. The file's name is for the server's process list only. An empty
    /// `partition` means the whole table.
    public String loadData(String file, String schema, String table, String partition) {
        var fields = columns.stream().map(this::field).toList();
        var sets = columns.stream()
                .filter(column -> !decoder(column).isEmpty())
                .map(this::assignment)
                .toList();
        return "LOAD DATA LOCAL INFILE " + Sql.string(file) + " INTO TABLE " + Sql.identifier(schema, table)
                + (partition.isEmpty() ? "" : " PARTITION (" + Sql.identifier(partition) + ")")
                + " CHARACTER SET " + Sql.string(charset)
                + " FIELDS TERMINATED BY '\\t' ENCLOSED BY '' ESCAPED BY '\\\\' LINES STARTING BY '' TERMINATED BY '\\n' ("
                + String.join(", ", fields) + ")"
                + (sets.isEmpty() ? "" : " SET " + String.join(", ", sets));
    }

    private String field(String column) {
        return decoder(column).isEmpty() ? Sql.identifier(column) : "@" + Sql.identifier(column);
    }

    /// A decoder is the name of a function, or an expression over the field's variable.
    private String assignment(String column) {
        String decoder = decoder(column);
        String variable = "@" + Sql.identifier(column);
        String value = decoder.matches("(?i)UNHEX|FROM_BASE64|STRING_TO_VECTOR")
                ? decoder + "(" + variable + ")"
                : "(" + decoder + ")";
        return Sql.identifier(column) + " = " + value;
    }

    /// Whether the server's warning of an invalid member is one that such a file must raise: number 0 of an
    /// ENUM or SET, which is a value like others there.
    public boolean mayHoldInvalidMembers() {
        return decoders.values().stream().anyMatch(decoder -> decoder.endsWith(" AS UNSIGNED)"));
    }
}
