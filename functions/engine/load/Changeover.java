package engine.load;

import engine.format.Sql;
import engine.mysql.Session;
import engine.stored.SealedDump;
import engine.verify.Places;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Puts the tables that were loaded beside into the place of those that are there: one RENAME statement, which
/// the server does whole or not at all. Every step may run again after a crash. Until the statement the old
/// data is in place, after it the new; never half of either.
///
/// Triggers of the old tables go first, since a table with triggers cannot leave its schema; on a server that
/// nobody writes to, nothing depends on them. Routines, views, triggers and events are made afterwards.
final class Changeover {
    private final Session session;
    private final Places places;
    private final SealedDump dump;

    Changeover(Session session, Places places, SealedDump dump) {
        this.session = session;
        this.places = places;
        this.dump = dump;
    }

    /// Moves the tables, unless they are moved.
    void moveTables() {
        if (dump.tables().findAny().isPresent() && newTables().isEmpty()) {
            return;
        }
        for (String schema : dump.schemaNames()) {
            session.execute(
                    "make a place for the old tables",
                    "CREATE DATABASE IF NOT EXISTS " + Sql.identifier(places.old(schema)));
            dropTriggers(places.live(schema));
            dropViewsInTheWay(schema);
        }
        var renames = new ArrayList<String>();
        for (String schema : dump.schemaNames()) {
            tables(places.live(schema))
                    .forEach(table -> renames.add(rename(places.live(schema), places.old(schema), table)));
        }
        for (String schema : dump.schemaNames()) {
            tables(places.work(schema))
                    .forEach(table -> renames.add(rename(places.work(schema), places.live(schema), table)));
        }
        if (!renames.isEmpty()) {
            session.execute("change over", "RENAME TABLE " + String.join(", ", renames));
        }
    }

    private List<String> newTables() {
        return dump.schemaNames().stream()
                .flatMap(schema -> tables(places.work(schema)).stream())
                .toList();
    }

    private static String rename(String from, String to, String table) {
        return Sql.identifier(from, table) + " TO " + Sql.identifier(to, table);
    }

    private List<String> tables(String schema) {
        return names(
                "TABLE_NAME FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA", schema);
    }

    private List<String> views(String schema) {
        return names("TABLE_NAME FROM information_schema.VIEWS WHERE TABLE_SCHEMA", schema);
    }

    private List<String> names(String what, String schema) {
        return session.query(
                "look at " + schema, "SELECT " + what + " = " + Sql.string(schema) + " ORDER BY 1", row -> row.text(1));
    }

    private void dropTriggers(String schema) {
        names("TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA", schema)
                .forEach(name -> drop("TRIGGER", schema, name));
    }

    private void dropViewsInTheWay(String schema) {
        String live = places.live(schema);
        Set<String> coming = new HashSet<>(tables(places.work(schema)));
        views(live).stream().filter(coming::contains).forEach(view -> drop("VIEW", live, view));
    }

    private void drop(String kind, String schema, String name) {
        session.execute(
                "drop " + kind.toLowerCase(Locale.ROOT) + " " + schema + "." + name,
                "DROP " + kind + " IF EXISTS " + Sql.identifier(schema, name));
    }

    /// Takes views, routines and events out of the schemas: those of the dump are made anew.
    void dropOldPrograms() {
        dump.schemaNames().forEach(schema -> dropPrograms(places.live(schema)));
    }

    /// Takes everything but the tables out of the working schemas, since a table with triggers cannot leave.
    void dropRehearsed() {
        for (String schema : dump.schemaNames()) {
            dropTriggers(places.work(schema));
            dropPrograms(places.work(schema));
        }
    }

    private void dropPrograms(String schema) {
        views(schema).forEach(view -> drop("VIEW", schema, view));
        names("EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA", schema)
                .forEach(name -> drop("EVENT", schema, name));
        for (String kind : List.of("FUNCTION", "PROCEDURE")) {
            names(
                            "ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_TYPE = " + Sql.string(kind)
                                    + " AND ROUTINE_SCHEMA",
                            schema)
                    .forEach(name -> drop(kind, schema, name));
        }
    }

    /// Removes what is left of the old data and of the working schemas.
    void clear() {
        for (String schema : dump.schemaNames()) {
            dropSchema(places.old(schema));
            dropSchema(places.work(schema));
        }
    }

    private void dropSchema(String schema) {
        session.execute("drop the schema " + schema, "DROP DATABASE IF EXISTS " + Sql.identifier(schema));
    }
}
