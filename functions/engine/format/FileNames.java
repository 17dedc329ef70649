package engine.format;

/// The names of the files in a dump, given the basenames of what they hold.
public final class FileNames {
    public static final String GLOBAL = "@.json";
    public static final String USERS = "@.users.sql";
    public static final String INVALID_VIEWS = "@.lifeboat.invalid-views.sql";
    public static final String MANIFEST = "@.lifeboat.json";
    public static final String DONE = "@.done.json";

    /// What follows the basename of a data file: tab-separated values, compressed with zstd.
    public static final String DATA_EXTENSION = "tsv.zst";

    private FileNames() {}

    /// Metadata of a schema or table.
    public static String metadata(String basename) {
        return basename + ".json";
    }

    /// The script that makes a schema, table or view.
    public static String script(String basename) {
        return basename + ".sql";
    }

    /// The script that makes the stand-in of a view.
    public static String standIn(String basename) {
        return basename + ".pre.sql";
    }

    /// The script with the triggers of a table.
    public static String triggers(String basename) {
        return basename + ".triggers.sql";
    }

    /// Chunk `index` of a table; the last one is marked, which is how a reader knows that it has them all.
    public static String data(String basename, int index, boolean last) {
        return basename + (last ? "@@" : "@") + index + '.' + DATA_EXTENSION;
    }
}
