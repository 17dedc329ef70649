package testkit.fake;

import java.util.Optional;
import java.util.regex.Pattern;

/// A path of Resource Manager, taken apart. The type is empty for the list of a group's resources; the action
/// is empty unless something is to be done.
record ArmPath(String group, String type, String name, String action) {
    private static final Pattern PATH = Pattern.compile(
            "(/subscriptions/[^/]+/resourceGroups/[^/]+)(?:/resources|/providers/([^/]+)/(.+))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern POLL = Pattern.compile(
            "/subscriptions/[^/]+/providers/[^/]+/locations/[^/]+/(operations|operationResults)/([^/]+)");
    private static final Pattern FILTER =
            Pattern.compile("tagName eq '((?:[^']|'')+)' and tagValue eq '((?:[^']|'')+)'");

    /// A question for an operation: for its status, or for what comes of it.
    record Poll(boolean status, String id) {}

    record Tag(String name, String value) {}

    static Optional<ArmPath> parse(String path) {
        var match = PATH.matcher(path);
        if (!match.matches()) {
            return Optional.empty();
        }
        if (match.group(2) == null) {
            return Optional.of(new ArmPath(match.group(1), "", "", ""));
        }
        String[] rest = match.group(3).split("/", -1);
        var type = new StringBuilder(match.group(2));
        var name = new StringBuilder();
        for (int i = 0; i + 1 < rest.length; i += 2) {
            type.append('/').append(rest[i]);
            name.append(i == 0 ? "" : "/").append(rest[i + 1]);
        }
        return Optional.of(new ArmPath(
                match.group(1), type.toString(), name.toString(), rest.length % 2 == 1 ? rest[rest.length - 1] : ""));
    }

    static Optional<Poll> operation(String path) {
        var match = POLL.matcher(path);
        return match.matches()
                ? Optional.of(new Poll(match.group(1).equals("operations"), match.group(2)))
                : Optional.empty();
    }

    static Optional<Tag> tagFilter(String filter) {
        var match = FILTER.matcher(filter);
        return match.matches()
                ? Optional.of(new Tag(
                        match.group(1).replace("''", "'"), match.group(2).replace("''", "'")))
                : Optional.empty();
    }

    static String namespace(String path) {
        return path.replaceFirst(".*/providers/", "").replaceFirst("/.*", "");
    }
}
