package engine.mysql;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What kind of server this is, with the few differences that matter.
public record Server(Flavor flavor, String version, String uuid, boolean partialRevokes) {
    private static final Pattern NUMBERS = Pattern.compile("^(\\d+)\\.(\\d+)\\.(\\d+)");

    public enum Flavor {
        MYSQL,
        MARIADB
    }

    public static Server inspect(Session session) {
        String version = variable(session, "version").orElse("");
        var flavor = version.contains("MariaDB") ? Flavor.MARIADB : Flavor.MYSQL;
        String uuid = variable(session, "server_uuid")
                .or(() -> variable(session, "server_uid"))
                .or(() -> variable(session, "hostname").map(host -> host + ":" + port(session)))
                .orElse("");
        boolean partialRevokes =
                variable(session, "partial_revokes").orElse("OFF").equals("ON");
        return new Server(flavor, version, uuid, partialRevokes);
    }

    private static String port(Session session) {
        return variable(session, "port").orElse("");
    }

    /// A global variable, or nothing where the server has none of that name or it is empty.
    public static Optional<String> variable(Session session, String name) {
        return session.first(
                        "read the variable " + name,
                        "SHOW GLOBAL VARIABLES WHERE Variable_name = " + engine.format.Sql.string(name),
                        row -> row.text(2))
                .filter(value -> !value.isEmpty());
    }

    /// Whether this is MySQL, of any version.
    public boolean isMySql() {
        return flavor == Flavor.MYSQL;
    }

    /// Whether this is MySQL of at least that version.
    public boolean isMySqlFrom(int major, int minor, int patch) {
        Matcher matcher = NUMBERS.matcher(version);
        if (!isMySql() || !matcher.find()) {
            return false;
        }
        var wanted = List.of(major, minor, patch);
        for (int i = 0; i < 3; i++) {
            int difference = Integer.parseInt(matcher.group(i + 1)) - wanted.get(i);
            if (difference != 0) {
                return difference > 0;
            }
        }
        return true;
    }
}
