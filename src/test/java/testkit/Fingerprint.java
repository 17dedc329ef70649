package testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/// Everything in some schemas, as the server itself shows and sums it: the definition of each object, and per
/// table the number of rows and the server's own CHECKSUM TABLE, which does not depend on the order of rows.
/// Trusts none of the code under test.
public final class Fingerprint {
    private Fingerprint() {}

    /// Names and what they are; equal maps mean equal schemas.
    public static Map<String, String> of(Database database, String... schemas) {
        try (var connection = database.connect("&characterEncoding=UTF-8")) {
            var found = new TreeMap<String, String>();
            // What a program means is in the character set of whoever wrote it; the server is asked to convert.
            connection.createStatement().execute("SET character_set_results = utf8mb4, sql_mode = ''");
            for (String schema : schemas) {
                tables(connection, schema, found);
                programs(connection, schema, found);
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /// What is not the same on both servers, each with both sides of it.
    public static List<String> differences(Database one, Database other, String... schemas) {
        var first = of(one, schemas);
        var second = of(other, schemas);
        var names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(first.get(name), second.get(name)))
                .map(name -> name + ":\n" + first.get(name) + "\nand:\n" + second.get(name))
                .toList();
    }

    private static void tables(Connection connection, String schema, Map<String, String> found) throws SQLException {
        String s = quoted(schema);
        found.put("schema " + schema, row(connection, "SHOW CREATE DATABASE " + s, 2));
        for (String[] table : rows(connection, "SHOW FULL TABLES FROM " + s)) {
            String name = s + "." + quoted(table[0]);
            found.put(
                    "table " + name,
                    row(connection, "SHOW CREATE TABLE " + name, 2)
                            .replaceFirst(" AUTO_INCREMENT=\\d+", "")
                            // Whether the server names the character set of a collation depends on its history.
                            .replaceAll("CHARACTER SET \\w+ COLLATE", "COLLATE"));
            if (table[1].equals("BASE TABLE")) {
                found.put("rows " + name, row(connection, "SELECT COUNT(*) FROM " + name, 1));
                found.put("sum " + name, row(connection, "CHECKSUM TABLE " + name + " EXTENDED", 2));
            }
        }
    }

    private static void programs(Connection connection, String schema, Map<String, String> found) throws SQLException {
        String s = "'" + schema.replace("\\", "\\\\").replace("'", "''") + "'";
        for (String[] trigger : rows(
                connection,
                "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_ORDER,"
                        + " ACTION_TIMING, EVENT_MANIPULATION FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = "
                        + s)) {
            found.put(
                    "trigger " + schema + "." + trigger[0],
                    String.join(" ", trigger) + " " + show(connection, "TRIGGER", schema, trigger[0], 1, 2, 3, 5, 6));
        }
        for (String[] routine : rows(
                connection,
                "SELECT ROUTINE_NAME, ROUTINE_TYPE FROM information_schema.ROUTINES" + " WHERE ROUTINE_SCHEMA = "
                        + s)) {
            found.put(
                    "routine " + schema + "." + routine[0],
                    show(connection, routine[1], schema, routine[0], 1, 2, 3, 5, 6));
        }
        for (String[] event :
                rows(connection, "SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = " + s)) {
            found.put(
                    "event " + schema + "." + event[0], show(connection, "EVENT", schema, event[0], 1, 2, 3, 4, 6, 7));
        }
    }

    private static String show(Connection connection, String kind, String schema, String name, int... columns)
            throws SQLException {
        var texts = new ArrayList<String>();
        for (int column : columns) {
            texts.add(row(connection, "SHOW CREATE " + kind + " " + quoted(schema) + "." + quoted(name), column));
        }
        return String.join(" | ", texts);
    }

    private static String row(Connection connection, String sql, int column) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            results.next();
            return String.valueOf(results.getString(column));
        }
    }

    private static List<String[]> rows(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            var rows = new ArrayList<String[]>();
            while (results.next()) {
                var row = new String[results.getMetaData().getColumnCount()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = String.valueOf(results.getString(i + 1));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
