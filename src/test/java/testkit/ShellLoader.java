package testkit;

import com.github.luben.zstd.ZstdInputStream;
import com.mysql.cj.jdbc.JdbcStatement;
import engine.format.Json;
import engine.format.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Loads a dump from a folder as MySQL Shell's loader does, by the rules of its format: the same order, the
/// same session settings, the same LOAD DATA. It knows nothing of Lifeboat's own files, and it is stricter: a
/// file that is missing, a row more or less than declared, and any warning is an error.
public final class ShellLoader {
    private final Path folder;
    private final Connection connection;

    private ShellLoader(Path folder, Connection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    /// Loads everything in `folder` into `target`, with its accounts if `users`.
    public static void load(Path folder, Database target, boolean users) {
        try (var connection = target.connect("&jdbcCompliantTruncation=false&characterEncoding=UTF-8")) {
            new ShellLoader(folder, connection).load(users);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("loading " + folder + ": " + e.getMessage(), e);
        }
    }

    private void load(boolean users) throws SQLException, IOException {
        if (!Files.exists(folder.resolve("@.done.json"))) {
            throw new IllegalStateException("the dump is not sealed");
        }
        var global = json("@.json");
        if (!global.text("version").startsWith("2.0.")) {
            throw new IllegalStateException("unknown format " + global.text("version"));
        }
        // The sql_mode is the README's sessionInitSql: the loader's own would turn 31 February into a zero date.
        run(
                "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', foreign_key_checks = 0, unique_checks = 0,"
                        + " time_zone = '+00:00'");
        run("SET NAMES " + global.text("defaultCharacterSet"));
        if (users) {
            users(true);
        }
        var schemas = global.texts("schemas");
        Map<String, String> basenames = texts(global.object("basenames"));
        for (String schema : schemas) {
            script(basenames.get(schema) + ".sql");
        }
        for (String schema : schemas) {
            tables(schema, json(basenames.get(schema) + ".json"));
        }
        if (users) {
            users(false);
        }
        for (String schema : schemas) {
            views(json(basenames.get(schema) + ".json"));
        }
        for (String schema : schemas) {
            triggers(json(basenames.get(schema) + ".json"));
        }
    }

    private void tables(String schema, JsonObject json) throws SQLException, IOException {
        var names = texts(json.object("basenames"));
        var rows = json("@.done.json").object("tableRows");
        for (String table : json.texts("tables")) {
            script(names.get(table) + ".sql");
        }
        for (String view : json.texts("views")) {
            script(names.get(view) + ".pre.sql");
        }
        for (String table : json.texts("tables")) {
            var format = json(names.get(table) + ".json");
            boolean hasData = Boolean.TRUE.equals(format.members().get("includesData"));
            long loaded = hasData ? data(names.getOrDefault(table, ""), format) : 0;
            long declared = rows.object(schema).number(table);
            if (loaded != declared) {
                throw new IllegalStateException(table + ": " + declared + " rows declared, " + loaded + " loaded");
            }
        }
    }

    private void views(JsonObject json) throws SQLException, IOException {
        var names = texts(json.object("basenames"));
        for (String view : json.texts("views")) {
            script(names.get(view) + ".sql");
        }
    }

    private void triggers(JsonObject json) throws SQLException, IOException {
        var names = texts(json.object("basenames"));
        for (String table : json.texts("tables")) {
            if (!json(names.get(table) + ".json").texts("triggers").isEmpty()) {
                script(names.get(table) + ".triggers.sql");
            }
        }
    }

    /// `@0, @1, ... @@n`: the last chunk is the marked one, and without it the table is not whole.
    private long data(String basename, JsonObject format) throws SQLException, IOException {
        String extension = "." + format.text("extension");
        long rows = 0;
        for (int chunk = 0; ; chunk++) {
            Path last = folder.resolve(basename + "@@" + chunk + extension);
            Path next = folder.resolve(basename + "@" + chunk + extension);
            rows += chunk(Files.exists(last) ? last : next, format.object("options"));
            if (Files.exists(last)) {
                return rows;
            }
        }
    }

    private long chunk(Path file, JsonObject options) throws SQLException, IOException {
        Map<String, String> decoders =
                options.members().containsKey("decodeColumns") ? texts(options.object("decodeColumns")) : Map.of();
        var columns = new ArrayList<String>();
        var sets = new ArrayList<String>();
        for (String column : options.texts("columns")) {
            String name = quoted(column);
            String decoder = decoders.get(column);
            columns.add(decoder == null ? name : "@" + name);
            if (decoder != null) {
                sets.add(name + "="
                        + (decoder.equals("FROM_BASE64") ? "FROM_BASE64(@" + name + ")" : "(" + decoder + ")"));
            }
        }
        String sql = "LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE " + quoted(options.text("schema")) + "."
                + quoted(options.text("table")) + " CHARACTER SET '" + options.text("defaultCharacterSet")
                + "' FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES STARTING BY '' TERMINATED BY '\\n' ("
                + String.join(", ", columns) + ")" + (sets.isEmpty() ? "" : " SET " + String.join(", ", sets));
        try (Statement statement = connection.createStatement();
                InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
            statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(in);
            long rows = statement.executeLargeUpdate(sql);
            failOnWarnings(file, sql.contains(" AS UNSIGNED)"));
            return rows;
        }
    }

    /// The server warns of every invalid ENUM value that it stores, also of one that is to be stored: number 0.
    private void failOnWarnings(Path file, boolean mayHoldInvalidMembers) throws SQLException {
        try (Statement statement = connection.createStatement();
                var warnings = statement.executeQuery("SHOW WARNINGS")) {
            while (warnings.next()) {
                if (!mayHoldInvalidMembers || warnings.getInt(2) != 1265) {
                    throw new IllegalStateException(file + ": " + warnings.getString(3));
                }
            }
        }
    }

    /// One statement a line; the accounts themselves first, the rest after the tables.
    private void users(boolean accounts) throws SQLException, IOException {
        boolean inAccounts = false;
        for (String line : Files.readAllLines(folder.resolve("@.users.sql"))) {
            if (line.startsWith("-- begin ")) {
                inAccounts = line.startsWith("-- begin user ");
            } else if (!line.isBlank()
                    && !line.startsWith("--")
                    && inAccounts == accounts
                    && !line.contains("'root'@")
                    && !line.contains("`root`@")) {
                run(line.replaceFirst(";$", ""));
            }
        }
    }

    private void script(String name) throws SQLException, IOException {
        for (String statement : statements(Files.readString(folder.resolve(name)))) {
            run(statement);
        }
    }

    /// Splits at the delimiter of the moment, outside of quotes, as a client does.
    static List<String> statements(String script) {
        var statements = new ArrayList<String>();
        String delimiter = ";";
        int at = 0;
        while (at < script.length()) {
            if (script.startsWith("DELIMITER ", at)) {
                int end = script.indexOf('\n', at);
                delimiter = script.substring(at + 10, end).strip();
                at = end + 1;
                continue;
            }
            int end = endOfStatement(script, at, delimiter);
            String statement = script.substring(at, end).strip();
            if (!statement.isEmpty()) {
                statements.add(statement);
            }
            at = end + delimiter.length();
            while (at < script.length() && Character.isWhitespace(script.charAt(at))) {
                at++;
            }
        }
        return statements;
    }

    private static int endOfStatement(String script, int from, String delimiter) {
        char quote = 0;
        for (int at = from; at < script.length(); at++) {
            char c = script.charAt(at);
            if (quote != 0) {
                if (c == '\\' && quote != '`') {
                    at++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '\'' || c == '"' || c == '`') {
                quote = c;
            } else if (script.startsWith(delimiter, at)) {
                return at;
            }
        }
        return script.length();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + " in: " + sql, e.getSQLState(), e.getErrorCode(), e);
        }
    }

    private JsonObject json(String name) {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            return Json.read(in, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> texts(JsonObject object) {
        var texts = new java.util.LinkedHashMap<String, String>();
        object.members().forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /// The text of a file in the dump.
    public static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
