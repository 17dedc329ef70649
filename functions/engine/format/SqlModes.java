package engine.format;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Set;

/// Values of sql_mode.
public final class SqlModes {
    /// Modes that MySQL 8 no longer knows. They matter to GRANT and to other products only.
    private static final Set<String> GONE = Set.of(
            "NO_AUTO_CREATE_USER",
            "POSTGRESQL",
            "ORACLE",
            "MSSQL",
            "DB2",
            "MAXDB",
            "NO_KEY_OPTIONS",
            "NO_TABLE_OPTIONS",
            "NO_FIELD_OPTIONS",
            "MYSQL323",
            "MYSQL40");

    private SqlModes() {}

    /// The same without modes that are gone.
    public static String current(String modes) {
        return Arrays.stream(modes.split(",", -1))
                .filter(mode -> !GONE.contains(mode))
                .collect(joining(","));
    }
}
