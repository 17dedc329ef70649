package engine.format;

/// The only place where names and texts are quoted for SQL.
public final class Sql {
    private Sql() {}

    /// A name in back-quotes, for every identifier that goes into a statement.
    public static String identifier(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    /// A schema-qualified name.
    public static String identifier(String schema, String name) {
        return identifier(schema) + '.' + identifier(name);
    }

    /// A string literal. Right in sessions without NO_BACKSLASH_ESCAPES, which is what every session of ours
    /// is.
    public static String string(String value) {
        var literal = new StringBuilder("'");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\'' -> literal.append("''");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\0' -> literal.append("\\0");
                case '\032' -> literal.append("\\Z");
                default -> literal.append(c);
            }
        }
        return literal.append('\'').toString();
    }
}
