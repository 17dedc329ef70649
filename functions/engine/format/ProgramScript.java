package engine.format;

import static engine.format.Sql.identifier;
import static engine.format.Sql.string;

/// Scripts for stored programs. They may run again: each drops what it makes. There are no comments in them,
/// since a loader sends every comment line to the server as a query of its own.
final class ProgramScript {
    private ProgramScript() {}

    static void append(StringBuilder script, String schema, String schemaCollation, StoredProgram program) {
        var context = program.context();
        boolean otherCollation = !context.databaseCollation().isEmpty()
                && !context.databaseCollation().equals(schemaCollation);
        script.append("DROP ").append(program.kind()).append(" IF EXISTS ");
        script.append(identifier(program.name())).append(";\n");
        if (otherCollation) {
            alterCollation(script, schema, context.databaseCollation());
        }
        script.append("""
                SET @saved_cs_client = @@character_set_client, @saved_cs_results = @@character_set_results;
                SET @saved_col_connection = @@collation_connection;
                SET @saved_sql_mode = @@sql_mode, @saved_time_zone = @@time_zone;
                """);
        set(script, "character_set_client", context.clientCharset());
        set(script, "character_set_results", context.clientCharset());
        set(script, "collation_connection", context.connectionCollation());
        script.append("SET sql_mode = ").append(string(context.sqlMode())).append(";\n");
        if (!context.timeZone().isEmpty()) {
            script.append("SET time_zone = ").append(string(context.timeZone())).append(";\n");
        }
        delimited(script, program.statement());
        script.append("""
                SET sql_mode = @saved_sql_mode, time_zone = @saved_time_zone;
                SET character_set_client = @saved_cs_client, character_set_results = @saved_cs_results;
                SET collation_connection = @saved_col_connection;
                """);
        if (otherCollation) {
            alterCollation(script, schema, schemaCollation);
        }
    }

    private static void set(StringBuilder script, String variable, String value) {
        if (!value.isEmpty()) {
            script.append("SET ")
                    .append(variable)
                    .append(" = ")
                    .append(string(value))
                    .append(";\n");
        }
    }

    /// A delimiter that the statement does not contain.
    private static void delimited(StringBuilder script, String statement) {
        String delimiter = ";;";
        while (statement.contains(delimiter)) {
            delimiter += ';';
        }
        script.append("DELIMITER ").append(delimiter).append('\n');
        script.append(statement).append('\n').append(delimiter).append('\n');
        script.append("DELIMITER ;\n");
    }

    private static void alterCollation(StringBuilder script, String schema, String collation) {
        script.append("ALTER DATABASE ").append(identifier(schema)).append(" COLLATE ");
        script.append(identifier(collation)).append(";\n");
    }
}
