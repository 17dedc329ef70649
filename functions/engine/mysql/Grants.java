package engine.mysql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an account may do, from SHOW GRANTS: the only source that is right on managed servers, where
/// `information_schema.USER_PRIVILEGES` leaves out the master user's own grants.
public final class Grants {
    private static final Pattern GRANT =
            Pattern.compile("^(GRANT|REVOKE) (.+?) ON (?:TABLE )?(\\S.*?) (?:TO|FROM) .*$");
    private static final Pattern OBJECT = Pattern.compile("^(\\*|`(?:[^`]|``)*`)\\.(\\*|`(?:[^`]|``)*`)$");
    private static final String ALL = "ALL PRIVILEGES";

    /// Privileges on one scope; `schema` is a pattern of SQL's LIKE, or `*`.
    private record Scope(String schema, boolean revoked, Set<String> privileges) {}

    private final List<Scope> scopes = new ArrayList<>();

    /// Parses the lines of SHOW GRANTS. Grants on single tables, columns and routines are left out: they never
    /// cover a whole schema.
    static Grants parse(List<String> lines) {
        var grants = new Grants();
        lines.forEach(grants::add);
        return grants;
    }

    /// Everything, as on a server that runs without grant tables.
    static Grants all() {
        return parse(List.of("GRANT ALL PRIVILEGES ON *.* TO x"));
    }

    private void add(String line) {
        Matcher grant = GRANT.matcher(line);
        if (!grant.matches()) {
            return;
        }
        Matcher object = OBJECT.matcher(grant.group(3));
        if (object.matches() && object.group(2).equals("*")) {
            var privileges = new HashSet<String>();
            Arrays.stream(grant.group(2).split(","))
                    .forEach(name -> privileges.add(name.strip().toUpperCase(Locale.ROOT)));
            scopes.add(new Scope(unquoted(object.group(1)), grant.group(1).equals("REVOKE"), privileges));
        }
    }

    private static String unquoted(String name) {
        return name.equals("*") ? name : name.substring(1, name.length() - 1).replace("``", "`");
    }

    /// Whether the privilege holds everywhere.
    boolean everywhere(String privilege) {
        return scopes.stream()
                .anyMatch(scope -> scope.schema().equals("*") && !scope.revoked() && has(scope, privilege));
    }

    /// Whether the privilege holds for everything in the schema.
    boolean on(String schema, String privilege) {
        boolean revoked = scopes.stream()
                .anyMatch(scope -> scope.revoked() && scope.schema().equals(schema) && has(scope, privilege));
        return !revoked
                && scopes.stream()
                        .filter(scope -> !scope.revoked())
                        .anyMatch(scope -> covers(scope.schema(), schema) && has(scope, privilege));
    }

    private static boolean has(Scope scope, String privilege) {
        return scope.privileges().contains(privilege) || scope.privileges().contains(ALL);
    }

    private static boolean covers(String pattern, String schema) {
        return pattern.equals("*")
                || pattern.equals(schema)
                || like(pattern).matcher(schema).matches();
    }

    private static Pattern like(String pattern) {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
