package engine.verify;

import engine.format.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Where the schemas of a dump go on the target: into schemas of their own names, or beside those, into
/// working schemas, until everything is verified. `lowerCase` is for servers that keep names in lower case.
public record Places(List<String> schemas, boolean beside, boolean lowerCase) {
    private static final int NAME_MAX = 64;
    private static final String NEW = "lifeboat__new__";
    private static final String OLD = "lifeboat__old__";

    /// The places of the application, whatever was loaded beside them.
    public Places live() {
        return new Places(schemas, false, lowerCase);
    }

    /// The schema that the application uses.
    public String live(String schema) {
        return lowerCase ? schema.toLowerCase(Locale.ROOT) : schema;
    }

    /// The schema into which the tables are loaded.
    public String work(String schema) {
        return beside && schemas.contains(schema) ? named(NEW, live(schema)) : live(schema);
    }

    /// The schema into which the tables go that were there before.
    public String old(String schema) {
        return named(OLD, live(schema));
    }

    /// The schema of the dump for which a working schema stands; any other name as it is.
    public String fromWork(String workSchema) {
        return schemas.stream()
                .filter(schema -> work(schema).equals(workSchema))
                .findFirst()
                .orElse(workSchema);
    }

    private static String named(String prefix, String schema) {
        String name = prefix + schema;
        return name.length() <= NAME_MAX
                ? name
                : name.substring(0, NAME_MAX - 17)
                        + "_"
                        + Sha256.hex(schema.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }
}
