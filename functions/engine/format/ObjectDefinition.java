package engine.format;

/// An object of a schema: the statement that makes it, and the settings that its meaning depends on, as one
/// text.
public record ObjectDefinition(Kind kind, String schema, String name, String statement, String context) {

    public enum Kind {
        DATABASE,
        TABLE,
        VIEW,
        FUNCTION,
        PROCEDURE,
        TRIGGER,
        EVENT
    }

    /// Two definitions with equal keys are of the same object.
    public record Key(Kind kind, String schema, String name) {
        /// For people: `trigger shop.orders_bi`.
        public String label() {
            String words = kind.name().toLowerCase(java.util.Locale.ROOT);
            return kind == Kind.DATABASE ? "schema " + schema : words + " " + schema + "." + name;
        }
    }

    public Key key() {
        return new Key(kind, schema, name);
    }

    /// The settings as one text. A client character set other than UTF-8 counts as UTF-8, since such a
    /// definition is converted when it is made again. `databaseCollation` is empty if it is the schema's.
    public static String context(StoredProgram.Context context, String schemaCollation) {
        String client = context.clientCharset().equals("utf8mb3")
                        || context.clientCharset().equals("utf8")
                ? "utf8mb3"
                : "utf8mb4";
        String database = context.databaseCollation().equals(schemaCollation) ? "" : context.databaseCollation();
        return String.join(
                "|",
                SqlModes.current(context.sqlMode()),
                client,
                context.connectionCollation(),
                database,
                context.timeZone());
    }
}
