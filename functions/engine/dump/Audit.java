package engine.dump;

import static java.util.stream.Collectors.joining;

import engine.format.Note;
import engine.format.Sql;
import engine.mysql.EnumMembers;
import engine.mysql.SchemaObjects;
import engine.mysql.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Looks for what no dump as text can keep, so that it is never lost in silence: members of ENUM and SET
/// columns that the server's own metadata cannot show, and JSON values of types that JSON text has no form for
/// (dates, times, decimals with trailing zeros, binary), in a sample of {@link #SAMPLE_ROWS} rows, the newest
/// of each table. Also names tables that no snapshot covers, and definers that do not exist.
final class Audit {
    static final int SAMPLE_ROWS = 10_000;

    private Audit() {}

    static List<Note> definitions(SchemaObjects objects) {
        var notes = new ArrayList<Note>();
        objects.tables().forEach(table -> {
            if (!table.isTransactional()) {
                notes.add(new Note(
                        Note.Kind.NOT_TRANSACTIONAL,
                        table.label(),
                        "engine " + table.engine() + " has no snapshots; writers waited until it was copied"));
            }
            table.columns().stream()
                    .filter(column ->
                            column.type().equals("enum") || column.type().equals("set"))
                    .filter(column -> EnumMembers.of(column.fullType()).mayBeLost())
                    .forEach(column -> notes.add(new Note(
                            Note.Kind.NOT_KEPT,
                            table.label() + "." + column.name(),
                            "a member holds a question mark; if it was a character beyond the BMP, its name is lost"
                                    + " on the server already (the values are kept by number)")));
        });
        objects.schemas()
                .forEach(schema -> schema.leftOut()
                        .forEach(object -> notes.add(new Note(
                                Note.Kind.NOT_KEPT,
                                schema.name() + "." + object.name(),
                                "a dump holds no " + object.kind()))));
        return notes;
    }

    /// What belongs to no schema and is in no dump: connections to other servers, and spatial systems that are
    /// not the server's own.
    static List<Note> server(Session session, boolean hasSpatialSystems) {
        var notes = new ArrayList<Note>();
        if (session.attempt("look for servers", "DO (SELECT COUNT(*) FROM mysql.servers)")
                .isEmpty()) {
            session.query("list the servers", "SELECT Server_name FROM mysql.servers", row -> row.text(1))
                    .forEach(name -> notes.add(new Note(
                            Note.Kind.NOT_KEPT, "server " + name, "a dump holds no CREATE SERVER; make it again")));
        }
        if (hasSpatialSystems) {
            session.query(
                            "list the spatial systems",
                            "SELECT SRS_ID FROM information_schema.ST_SPATIAL_REFERENCE_SYSTEMS WHERE SRS_ID > 32767"
                                    + " AND SRS_ID NOT BETWEEN 60000000 AND 69999999 AND SRS_ID < 2000000000",
                            row -> row.text(1))
                    .forEach(id -> notes.add(new Note(
                            Note.Kind.NOT_KEPT,
                            "spatial system " + id,
                            "a dump holds none; make it on the target before its tables")));
        }
        return notes;
    }

    /// Objects that run as an account which is not among `accounts` (each `user@host`).
    static List<Note> definers(SchemaObjects objects, Set<String> accounts) {
        return objects.schemas().stream()
                .flatMap(schema -> Stream.concat(
                        schema.programs().stream()
                                .map(program -> new String[] {schema.name() + "." + program.name(), program.definer()}),
                        schema.views().stream()
                                .map(view -> new String[] {schema.name() + "." + view.name(), view.definer()})))
                .filter(object -> !object[1].isEmpty() && !accounts.contains(object[1]))
                .map(object ->
                        new Note(Note.Kind.MISSING_DEFINER, object[0], "its definer " + object[1] + " does not exist"))
                .toList();
    }

    /// What one table holds that a file of rows does not carry.
    static List<Note> rows(Session session, SchemaObjects.Table table, boolean hasRealJson) {
        if (table.isWindow()) {
            return List.of(new Note(
                    Note.Kind.NOT_KEPT,
                    table.label(),
                    "engine " + table.engine() + " shows rows that are kept elsewhere"));
        }
        if (table.storedColumns().isEmpty()) {
            return generatedOnly(session, table);
        }
        return hasRealJson ? json(session, table) : List.of();
    }

    /// A table without a column of its own has rows, but nothing to write of them.
    private static List<Note> generatedOnly(Session session, SchemaObjects.Table table) {
        long rows = session.first(
                        "count " + table.label(),
                        "SELECT COUNT(*) FROM " + Sql.identifier(table.schema(), table.name()),
                        row -> row.number(1))
                .orElse(0L);
        return rows == 0
                ? List.of()
                : List.of(new Note(
                        Note.Kind.NOT_KEPT,
                        table.label(),
                        rows + " rows of generated columns only; insert them again with INSERT INTO ... () VALUES ()"));
    }

    /// JSON values that come back as another type.
    private static List<Note> json(Session session, SchemaObjects.Table table) {
        var columns = table.storedColumns().stream()
                .filter(column -> column.type().equals("json"))
                .toList();
        var notes = new ArrayList<Note>();
        for (var column : columns) {
            if (session.first("look at JSON in " + table.label(), query(table, column.name()), row -> row.text(1))
                    .isPresent()) {
                notes.add(new Note(
                        Note.Kind.NOT_KEPT,
                        table.label() + "." + column.name(),
                        "holds JSON dates, times, decimals or binary values; they come back as strings and doubles"));
            }
        }
        return notes;
    }

    private static String query(SchemaObjects.Table table, String column) {
        String j = Sql.identifier(column);
        String newest = table.primaryKey().isEmpty()
                ? ""
                : " ORDER BY "
                        + table.primaryKey().stream()
                                .map(key -> Sql.identifier(key) + " DESC")
                                .collect(joining(", "));
        String text = "CAST(" + j + " AS CHAR CHARACTER SET utf8mb4)";
        String again = "CAST(" + text + " AS JSON)";
        return "SELECT 1 FROM (SELECT " + j + " FROM " + Sql.identifier(table.schema(), table.name()) + newest
                + " LIMIT " + SAMPLE_ROWS + ") sample WHERE NOT (" + j + " <=> " + again + ") OR " + text
                + " <> CAST(" + again + " AS CHAR CHARACTER SET utf8mb4) LIMIT 1";
    }
}
