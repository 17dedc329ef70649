package engine.mysql;

import base.ConfigurationFailure;
import engine.format.Sql;
import engine.format.StoredProgram;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The statements that make objects, as the server shows them.
public final class Definitions {
    private static final String UTF8 = "utf8mb4";

    private final Session session;
    private final boolean hasHistograms;

    public Definitions(Session session) {
        this(session, false);
    }

    /// `hasHistograms` says whether the server has a table of them: MySQL does.
    public Definitions(Session session, boolean hasHistograms) {
        this.session = session;
        this.hasHistograms = hasHistograms;
    }

    /// The histograms of a table: how many buckets were asked for, by column.
    public Map<String, Long> histograms(SchemaObjects.Table table) {
        var histograms = new LinkedHashMap<String, Long>();
        if (hasHistograms) {
            session.query(
                    "read the histograms of " + table.label(),
                    "SELECT COLUMN_NAME, HISTOGRAM->>'$.\"number-of-buckets-specified\"' FROM"
                            + " information_schema.COLUMN_STATISTICS WHERE SCHEMA_NAME = "
                            + Sql.string(table.schema()) + " AND TABLE_NAME = " + Sql.string(table.name())
                            + " ORDER BY COLUMN_NAME",
                    row -> histograms.put(row.text(1), row.number(2)));
        }
        return histograms;
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
        var shown = shownView(schema, view);
        return isUtf8(shown.context().clientCharset())
                ? shown
                : inUtf8(() -> shownView(schema, view).withClientCharset(UTF8));
    }

    private ViewDefinition shownView(String schema, String view) {
        return session.first(
                        "read the definition of " + schema + "." + view,
                        "SHOW CREATE VIEW " + Sql.identifier(view),
                        row -> new ViewDefinition(
                                row.text(2), new StoredProgram.Context("", row.text(3), row.text(4), "", "")))
                .orElseThrow();
    }

    public record ViewDefinition(String statement, StoredProgram.Context context) {
        ViewDefinition withClientCharset(String charset) {
            return new ViewDefinition(statement, context.withClientCharset(charset));
        }
    }

    private static boolean isUtf8(String charset) {
        return charset.startsWith("utf8");
    }

    /// The server keeps and shows a text in the character set of the client that wrote it. From any other than
    /// UTF-8 it is asked to convert, and the object is made again by a client that speaks UTF-8; what its
    /// literals mean depends on the collation of the connection, which stays.
    private <T> T inUtf8(Supplier<T> reading) {
        session.execute("ask for UTF-8", "SET SESSION character_set_results = " + UTF8);
        T read = reading.get();
        session.execute("ask for raw bytes", "SET SESSION character_set_results = NULL");
        return read;
    }

    /// Why a view cannot be used, or nothing: the server resolves a query on it without running it.
    public Optional<ViewProblem> problemOf(String schema, String view) {
        String query = "SELECT * FROM " + Sql.identifier(schema, view);
        try {
            session.execute("PREPARE lifeboat_view FROM " + Sql.string(query));
            session.execute("DEALLOCATE PREPARE lifeboat_view");
            return Optional.empty();
        } catch (SQLException e) {
            return switch (e.getErrorCode()) {
                case 1449 -> Optional.of(new ViewProblem(true, String.valueOf(e.getMessage())));
                case 1146, 1054, 1356 -> Optional.of(new ViewProblem(false, String.valueOf(e.getMessage())));
                default -> throw MySqlFailure.of("look at the view " + schema + "." + view, e);
            };
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
        String label = schema + "." + program.name();
        Supplier<String> reading = () -> show(program.kind() + " " + name, label, column);
        var context = program.context();
        if (isUtf8(context.clientCharset())) {
            return new StoredProgram(program.kind(), program.name(), reading.get(), context);
        }
        return new StoredProgram(program.kind(), program.name(), inUtf8(reading), context.withClientCharset(UTF8));
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
