package engine.mysql;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import base.ConfigurationFailure;
import engine.format.Sql;
import engine.format.StoredProgram.Context;
import engine.format.StoredProgram.Kind;
import engine.mysql.SchemaObjects.Column;
import engine.mysql.SchemaObjects.Key;
import engine.mysql.SchemaObjects.LeftOut;
import engine.mysql.SchemaObjects.Program;
import engine.mysql.SchemaObjects.Schema;
import engine.mysql.SchemaObjects.Table;
import engine.mysql.SchemaObjects.TableSize;
import engine.mysql.SchemaObjects.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the catalog of objects from information_schema: a handful of queries, however many tables there are.
/// The order of everything is fixed, so that two dumps of the same server look the same.
public final class ObjectReader {
    private static final String SYSTEM_SCHEMAS = "'information_schema','mysql','ndbinfo','performance_schema','sys'";

    /// Schemas in which a restore works and remembers; no part of anybody's data.
    private static final String OWN_SCHEMAS = "lifeboat\\_\\_%";

    private final Session session;
    private final Server server;

    /// A table or view that something belongs to.
    private record Owner(String schema, String name) {}

    public ObjectReader(Session session, Server server) {
        this.session = session;
        this.server = server;
    }

    /// The schemas that are there, without the server's own and ours.
    public List<String> schemaNames() {
        return session.query(
                "list the schemas",
                "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN (" + SYSTEM_SCHEMAS
                        + ") AND SCHEMA_NAME NOT LIKE " + Sql.string(OWN_SCHEMAS) + " ORDER BY SCHEMA_NAME",
                row -> row.text(1));
    }

    /// Every schema that is there, also the server's own and ours.
    public List<String> allSchemaNames() {
        return session.query(
                "list the schemas", "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA", row -> row.text(1));
    }

    /// The schemas that were asked for, which must all be there; all of them if none was named.
    List<String> chosen(List<String> wanted) {
        var present = schemaNames();
        var absent = wanted.stream().filter(name -> !present.contains(name)).toList();
        if (!absent.isEmpty()) {
            throw new ConfigurationFailure(
                    "there is no schema " + String.join(", ", absent),
                    "The account sees: " + String.join(", ", present) + ".");
        }
        return wanted.isEmpty() ? present : wanted.stream().distinct().sorted().toList();
    }

    /// Everything that is defined in the schemas.
    public SchemaObjects read(List<String> schemas) {
        if (schemas.isEmpty()) {
            return new SchemaObjects(List.of());
        }
        String in = " IN (" + schemas.stream().map(Sql::string).collect(joining(",")) + ") ";
        showInvisiblePrimaryKeys();
        var collations = collations(in);
        var columns = columns(in);
        var keys = keys(in);
        var tables = tables(in, columns, keys).stream().collect(groupingBy(Table::schema));
        var views = views(in, columns);
        var leftOut = leftOut(in);
        var programs = programs(in);
        return new SchemaObjects(schemas.stream()
                .map(name -> new Schema(
                        name,
                        collations.getOrDefault(name, ""),
                        tables.getOrDefault(name, List.of()),
                        views.getOrDefault(name, List.of()),
                        programs.getOrDefault(name, List.of()),
                        leftOut.getOrDefault(name, List.of())))
                .toList());
    }

    /// Generated invisible primary keys are columns like others to us.
    private void showInvisiblePrimaryKeys() {
        if (server.isMySqlFrom(8, 0, 30)) {
            session.execute(
                    "show invisible primary keys", "SET SESSION show_gipk_in_create_table_and_information_schema = ON");
        }
    }

    private Map<String, String> collations(String in) {
        var collations = new LinkedHashMap<String, String>();
        session.query(
                "read the schemas' collations",
                "SELECT SCHEMA_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME" + in,
                row -> collations.put(row.text(1), row.text(2)));
        return collations;
    }

    private Map<Owner, List<Column>> columns(String in) {
        record Owned(Owner owner, Column column) {}
        return session
                .query(
                        "read the columns",
                        "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, LOWER(DATA_TYPE), COLUMN_TYPE,"
                                + " CHARACTER_SET_NAME, EXTRA, IS_NULLABLE FROM information_schema.COLUMNS"
                                + " WHERE TABLE_SCHEMA" + in + "ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION",
                        row -> new Owned(
                                new Owner(row.text(1), row.text(2)),
                                new Column(
                                        row.text(3),
                                        row.text(4),
                                        row.text(5),
                                        row.text(6),
                                        row.text(7),
                                        row.text(8).equals("YES"))))
                .stream()
                .collect(groupingBy(Owned::owner, LinkedHashMap::new, mapping(Owned::column, toList())));
    }

    /// Unique keys over whole, real columns; invisible ones are left out, since no query may be told to use
    /// them.
    private Map<Owner, List<Key>> keys(String in) {
        record Part(Owner owner, String key, String column, boolean usable, boolean nullable) {}
        String visible = server.isMySqlFrom(8, 0, 0) ? "IS_VISIBLE" : "'YES'";
        var parts = session.query(
                "read the keys",
                "SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART, NULLABLE, " + visible
                        + " FROM information_schema.STATISTICS WHERE NON_UNIQUE = 0 AND TABLE_SCHEMA" + in
                        + "ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX",
                row -> new Part(
                        new Owner(row.text(1), row.text(2)),
                        row.text(3),
                        row.text(4),
                        row.text(3).equals("PRIMARY")
                                || row.textOrNull(4) != null
                                        && row.textOrNull(5) == null
                                        && row.text(7).equals("YES"),
                        row.text(6).equals("YES")));
        var keys = new LinkedHashMap<Owner, List<Key>>();
        parts.stream()
                .collect(groupingBy(
                        Part::owner, LinkedHashMap::new, groupingBy(Part::key, LinkedHashMap::new, toList())))
                .forEach((owner, byKey) -> keys.put(
                        owner,
                        new ArrayList<>(byKey.entrySet().stream()
                                .filter(key -> key.getValue().stream().allMatch(Part::usable))
                                .map(key -> new Key(
                                        key.getKey(),
                                        key.getValue().stream()
                                                .map(Part::column)
                                                .toList(),
                                        key.getValue().stream().anyMatch(Part::nullable)))
                                .toList())));
        return keys;
    }

    private List<Table> tables(String in, Map<Owner, List<Column>> columns, Map<Owner, List<Key>> keys) {
        return session.query(
                "read the tables",
                "SELECT TABLE_SCHEMA, TABLE_NAME, ENGINE, CREATE_TIME FROM information_schema.TABLES"
                        + " WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND TABLE_SCHEMA" + in
                        + "ORDER BY TABLE_SCHEMA, TABLE_NAME",
                row -> {
                    var owner = new Owner(row.text(1), row.text(2));
                    return new Table(
                            owner.schema(),
                            owner.name(),
                            row.text(3),
                            row.text(4),
                            columns.getOrDefault(owner, List.of()),
                            keys.getOrDefault(owner, List.of()));
                });
    }

    /// Objects of kinds that a dump does not hold, such as sequences, packages and libraries, by schema.
    private Map<String, List<LeftOut>> leftOut(String in) {
        record Owned(String schema, LeftOut object) {}
        return session
                .query(
                        "look for other objects",
                        "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_TYPE NOT IN"
                                + " ('BASE TABLE', 'VIEW') AND TABLE_SCHEMA" + in
                                + "UNION ALL SELECT ROUTINE_SCHEMA, ROUTINE_NAME, ROUTINE_TYPE FROM information_schema.ROUTINES"
                                + " WHERE ROUTINE_TYPE NOT IN ('FUNCTION', 'PROCEDURE') AND ROUTINE_SCHEMA" + in
                                + "ORDER BY 1, 2",
                        row -> new Owned(row.text(1), new LeftOut(row.text(2), row.text(3))))
                .stream()
                .collect(groupingBy(Owned::schema, mapping(Owned::object, toList())));
    }

    private Map<String, List<View>> views(String in, Map<Owner, List<Column>> columns) {
        record Owned(String schema, View view) {}
        return session
                .query(
                        "read the views",
                        "SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION, DEFINER FROM information_schema.VIEWS"
                                + " WHERE TABLE_SCHEMA" + in + "ORDER BY TABLE_SCHEMA, TABLE_NAME",
                        row -> new Owned(
                                row.text(1),
                                new View(
                                        row.text(2),
                                        row.text(3),
                                        row.text(4),
                                        columns.getOrDefault(new Owner(row.text(1), row.text(2)), List.of()).stream()
                                                .map(Column::name)
                                                .toList())))
                .stream()
                .collect(groupingBy(Owned::schema, mapping(Owned::view, toList())));
    }

    private Map<String, List<Program>> programs(String in) {
        record Owned(String schema, Program program) {}
        Session.Mapper<Owned> mapper = row -> new Owned(
                row.text(1),
                new Program(
                        Kind.valueOf(row.text(2)),
                        row.text(3),
                        Optional.ofNullable(row.textOrNull(4)),
                        row.text(5),
                        row.text(6),
                        new Context(sqlMode(row.text(7)), row.text(8), row.text(9), row.text(10), row.text(11))));
        String context = ", SQL_MODE, CHARACTER_SET_CLIENT, COLLATION_CONNECTION, DATABASE_COLLATION, ";
        var programs = new ArrayList<Owned>();
        programs.addAll(session.query(
                "read the events",
                "SELECT EVENT_SCHEMA, 'EVENT', EVENT_NAME, NULL, DEFINER, LAST_ALTERED" + context + "TIME_ZONE"
                        + " FROM information_schema.EVENTS WHERE EVENT_SCHEMA" + in
                        + "ORDER BY EVENT_SCHEMA, EVENT_NAME",
                mapper));
        programs.addAll(session.query(
                "read the routines",
                "SELECT ROUTINE_SCHEMA, ROUTINE_TYPE, ROUTINE_NAME, NULL, DEFINER, LAST_ALTERED" + context + "''"
                        + " FROM information_schema.ROUTINES WHERE ROUTINE_TYPE IN ('FUNCTION', 'PROCEDURE')"
                        + " AND ROUTINE_SCHEMA" + in + "ORDER BY ROUTINE_SCHEMA, ROUTINE_TYPE, ROUTINE_NAME",
                mapper));
        programs.addAll(session.query(
                "read the triggers",
                "SELECT TRIGGER_SCHEMA, 'TRIGGER', TRIGGER_NAME, EVENT_OBJECT_TABLE, DEFINER, CREATED" + context + "''"
                        + " FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA" + in
                        + "ORDER BY TRIGGER_SCHEMA, EVENT_OBJECT_TABLE, EVENT_MANIPULATION, ACTION_TIMING, ACTION_ORDER",
                mapper));
        return programs.stream().collect(groupingBy(Owned::schema, mapping(Owned::program, toList())));
    }

    /// The mode without the one that MySQL 8 no longer knows and MariaDB always has; it matters to GRANT only.
    private static String sqlMode(String shown) {
        return Arrays.stream(shown.split(",", -1))
                .filter(mode -> !mode.equals("NO_AUTO_CREATE_USER"))
                .collect(joining(","));
    }

    /// The server's estimates, as fresh as it can give them without reading tables.
    public Map<String, TableSize> sizes(List<String> schemas) {
        if (server.isMySqlFrom(8, 0, 0)) {
            session.execute("ask for fresh statistics", "SET SESSION information_schema_stats_expiry = 0");
        }
        var sizes = new LinkedHashMap<String, TableSize>();
        if (!schemas.isEmpty()) {
            session.query(
                    "read the tables' sizes",
                    "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_ROWS, DATA_LENGTH FROM information_schema.TABLES"
                            + " WHERE TABLE_SCHEMA IN ("
                            + schemas.stream().map(Sql::string).collect(joining(",")) + ")",
                    row -> sizes.put(row.text(1) + "." + row.text(2), new TableSize(row.number(3), row.number(4))));
        }
        return sizes;
    }
}
