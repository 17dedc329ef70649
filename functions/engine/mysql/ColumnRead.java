package engine.mysql;

import engine.format.FieldEncoding;
import engine.format.Sql;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How one column is read, written and turned back: the expression to select, the encoding in the file, and the
/// expression with which a loader restores the value (none if the field is the value).
public record ColumnRead(String column, String expression, FieldEncoding encoding, Optional<String> decoder) {
    private static final String BASE64 = "FROM_BASE64";
    private static final Set<String> PLAIN = Set.of(
            "tinyint",
            "smallint",
            "mediumint",
            "int",
            "integer",
            "bigint",
            "decimal",
            "numeric",
            "double",
            "real",
            "year",
            "date",
            "time",
            "datetime",
            "timestamp");
    private static final Set<String> BYTES = Set.of(
            "binary",
            "varbinary",
            "tinyblob",
            "blob",
            "mediumblob",
            "longblob",
            "bit",
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
            "geomcollection",
            "vector");
    private static final Set<String> UTF8 = Set.of("utf8mb4", "utf8mb3", "utf8", "ascii");
    /// Every code of these survives the way to UTF-8 and back. Of the others some do not, so their bytes are
    /// shipped.
    private static final Set<String> REVERSIBLE = Set.of(
            "latin1",
            "latin2",
            "latin5",
            "latin7",
            "cp850",
            "cp852",
            "cp866",
            "koi8r",
            "koi8u",
            "keybcs2",
            "macce",
            "macroman",
            "gb18030",
            "utf16",
            "utf16le");

    /// How each stored column of a table is read, in order.
    public static List<ColumnRead> of(SchemaObjects.Table table) {
        return table.storedColumns().stream().map(ColumnRead::of).toList();
    }

    /// The exact way for a column of any type.
    public static ColumnRead of(SchemaObjects.Column column) {
        String name = Sql.identifier(column.name());
        String type = column.type();
        if (type.equals("float")) {
            // The text of a FLOAT has six digits; that of its DOUBLE has all, and rounds back to the same FLOAT.
            return new ColumnRead(column.name(), "CAST(" + name + " AS DOUBLE)", FieldEncoding.PLAIN, Optional.empty());
        }
        if (PLAIN.contains(type)) {
            return new ColumnRead(column.name(), name, FieldEncoding.PLAIN, Optional.empty());
        }
        if (BYTES.contains(type)) {
            return new ColumnRead(column.name(), name, FieldEncoding.BASE64, Optional.of(BASE64));
        }
        if ((type.equals("enum") || type.equals("set"))
                && !EnumMembers.of(column.fullType()).areDistinctAsText()) {
            return new ColumnRead(
                    column.name(),
                    "CAST(" + name + " AS UNSIGNED)",
                    FieldEncoding.PLAIN,
                    Optional.of("CAST(@" + name + " AS UNSIGNED)"));
        }
        return text(column, name);
    }

    /// The way in which MySQL Shell reads a column, given the decoder that its metadata names (empty for none);
    /// nothing if the decoder is an unusual one.
    public static Optional<ColumnRead> asDumped(SchemaObjects.Column column, String decoder) {
        String name = Sql.identifier(column.name());
        if (decoder.equalsIgnoreCase(BASE64)) {
            return Optional.of(new ColumnRead(column.name(), name, FieldEncoding.BASE64, Optional.of(BASE64)));
        }
        boolean isUtf8 = column.charset().isEmpty() || UTF8.contains(column.charset());
        String expression = isUtf8 ? name : "CONVERT(" + name + " USING utf8mb4)";
        return decoder.isEmpty()
                ? Optional.of(new ColumnRead(column.name(), expression, FieldEncoding.TEXT, Optional.empty()))
                : Optional.empty();
    }

    private static ColumnRead text(SchemaObjects.Column column, String name) {
        if (column.charset().isEmpty() || UTF8.contains(column.charset())) {
            return new ColumnRead(column.name(), name, FieldEncoding.TEXT, Optional.empty());
        }
        if (REVERSIBLE.contains(column.charset())) {
            return new ColumnRead(
                    column.name(), "CONVERT(" + name + " USING utf8mb4)", FieldEncoding.TEXT, Optional.empty());
        }
        return new ColumnRead(column.name(), name, FieldEncoding.BASE64, Optional.of(BASE64));
    }
}
