package engine.format;

import static engine.format.Sql.identifier;

import java.util.List;

/// The SQL scripts of a dump. Every script may run twice with the same outcome, because a loader repeats a
/// script after a lost connection.
public final class Scripts {
    private static final String USE = "USE %s;\n";

    private Scripts() {}

    /// The schema itself, then its programs. `createDatabase` is the server's own statement.
    public static String schema(String schema, String collation, String createDatabase, List<StoredProgram> programs) {
        var script = new StringBuilder(createDatabase).append(";\n");
        script.append(USE.formatted(identifier(schema)));
        programs.forEach(program -> ProgramScript.append(script, schema, collation, program));
        return script.toString();
    }

    /// A table, from SHOW CREATE TABLE. Only the first words are changed: they may stand in a comment again.
    public static String table(String schema, String createTable) {
        String create = createTable.replaceFirst("^CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ");
        return USE.formatted(identifier(schema)) + """
                SET @saved_cs_client = @@character_set_client;
                SET character_set_client = utf8mb4;
                """ + create + """
                ;
                SET character_set_client = @saved_cs_client;
                """;
    }

    /// The triggers of a table, in the order in which they fire.
    public static String triggers(String schema, String collation, List<StoredProgram> triggers) {
        var script = new StringBuilder(USE.formatted(identifier(schema)));
        triggers.forEach(trigger -> ProgramScript.append(script, schema, collation, trigger));
        return script.toString();
    }

    /// A stand-in with the columns of a view, so that views on views can be made in any order.
    public static String standIn(String schema, String view, List<String> columns) {
        var script = new StringBuilder(USE.formatted(identifier(schema)));
        script.append("DROP TABLE IF EXISTS ").append(identifier(view)).append(";\n");
        script.append("DROP VIEW IF EXISTS ").append(identifier(view)).append(";\n");
        script.append("SET @saved_cs_client = @@character_set_client;\nSET character_set_client = utf8mb4;\n");
        script.append("CREATE VIEW ").append(identifier(view)).append(" AS SELECT");
        String separator = "\n ";
        for (String column : columns) {
            script.append(separator).append("1 AS ").append(identifier(column));
            separator = ",\n ";
        }
        return script.append(";\nSET character_set_client = @saved_cs_client;\n")
                .toString();
    }

    /// The view itself, from SHOW CREATE VIEW.
    public static String view(String schema, String view, String createView, StoredProgram.Context context) {
        return USE.formatted(identifier(schema))
                + "DROP VIEW IF EXISTS " + identifier(view) + ";\n"
                + """
                SET @saved_cs_client = @@character_set_client, @saved_cs_results = @@character_set_results;
                SET @saved_col_connection = @@collation_connection;
                """
                + "SET character_set_client = " + context.clientCharset() + ";\n"
                + "SET character_set_results = " + context.clientCharset() + ";\n"
                + "SET collation_connection = " + context.connectionCollation() + ";\n"
                + createView + ";\n"
                + """
                SET character_set_client = @saved_cs_client, character_set_results = @saved_cs_results;
                SET collation_connection = @saved_col_connection;
                """;
    }
}
