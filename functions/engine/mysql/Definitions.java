package engine.mysql;

import base.ConfigurationFailure;
import engine.format.Sql;
import engine.format.StoredProgram;
import java.sql.SQLException;
import java.util.Optional;

/// The statements that make objects, as the server shows them.
public final class Definitions {
    private final Session session;

    public Definitions(Session session) {
        this.session = session;
    }

    /// CREATE DATABASE, harmless where the schema exists.
    public String schema(String schema) {
        return show("DATABASE IF NOT EXISTS " + Sql.identifier(schema), schema, 2);
    }

    public String table(String schema, String table) {
        return show("TABLE " + Sql.identifier(schema, table), schema + "." + table, 2);
    }

    /// A view and the settings it was made under. The names of its own schema are left unqualified.
    public ViewDefinition view(String schema, String view) {
        session.execute("use " + schema, "USE " + Sql.identifier(schema));
        return session.first(
                        "read the definition of " + schema + "." + view,
                        "SHOW CREATE VIEW " + Sql.identifier(view),
                        row -> new ViewDefinition(
                                row.text(2), new StoredProgram.Context("", row.text(3), row.text(4), "", "")))
                .orElseThrow();
    }

    public record ViewDefinition(String statement, StoredProgram.Context context) {}

    /// Why a view cannot be used, or nothing: the server resolves a query on it without running it.
    public Optional<ViewProblem> problemOf(String schema, String view) {
        String query = "SELECT * FROM " + Sql.identifier(schema, view);
        try {
            session.execute("PREPARE lifeboat_view FROM " + Sql.string(query));
            session.execute("DEALLOCATE PREPARE lifeboat_view");
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(new ViewProblem(e.getErrorCode() == 1449, String.valueOf(e.getMessage())));
        }
    }

    public record ViewProblem(boolean definerIsMissing, String text) {}

    /// A function, procedure, event or trigger.
    public StoredProgram program(String schema, SchemaObjects.Program program) {
        int column = switch (program.kind()) {
            case FUNCTION, PROCEDURE, TRIGGER -> 3;
            case EVENT -> 4;
        };
        String name = Sql.identifier(schema, program.name());
        String statement = show(program.kind() + " " + name, schema + "." + program.name(), column);
        return new StoredProgram(program.kind(), program.name(), statement, program.context());
    }

    private String show(String what, String label, int column) {
        String statement = session.first(
                        "read the definition of " + label, "SHOW CREATE " + what, row -> row.text(column))
                .orElse("");
        if (statement.isEmpty()) {
            throw new ConfigurationFailure(
                    "cannot read the definition of " + label + ": the server shows none",
                    "Grant SHOW_ROUTINE (or SELECT on *.*) to the backup account.");
        }
        return statement;
    }
}
