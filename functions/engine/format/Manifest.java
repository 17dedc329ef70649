package engine.format;

import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `@.lifeboat.json`: what was stored, so that anyone can check every byte and every row of it later. For each
/// data file the rows, their content hash, the sizes and the SHA-256 of the stored bytes; for each other file
/// size and SHA-256; and what a person should know about the dump.
public record Manifest(
        DumpHead head, Instant finishedAt, List<TableManifest> tables, List<StoredFile> files, List<Note> notes) {
    private static final int VERSION = 1;

    /// Sums over all tables.
    public record Totals(long tables, long rows, long bytes, long storedBytes) {}

    public Totals totals() {
        return new Totals(
                tables.size(),
                tables.stream().mapToLong(table -> table.content().rows()).sum(),
                tables.stream().mapToLong(TableManifest::bytes).sum(),
                tables.stream().mapToLong(TableManifest::storedBytes).sum());
    }

    public byte[] json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("manifestVersion", VERSION);
        json.putAll(headJson());
        json.put("finishedAt", finishedAt.toString());
        json.put("rowHash", ContentHash.ALGORITHM);
        json.put("totals", totalsJson());
        json.put("notes", notes.stream().map(Manifest::noteJson).toList());
        json.put("tables", tables.stream().map(Manifest::tableJson).toList());
        json.put("files", files.stream().map(Manifest::fileJson).toList());
        return Json.bytes(json);
    }

    private Map<String, Object> headJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", head.id());
        json.put("source", head.source());
        json.put("run", head.run());
        json.put("startedAt", head.startedAt().toString());
        json.put("snapshotAt", head.snapshotAt().toString());
        json.put("serverVersion", head.serverVersion());
        json.put("serverUuid", head.serverUuid());
        json.put("gtidSet", head.gtidSet());
        json.put("binlogFile", head.binlogFile());
        json.put("binlogPosition", head.binlogPosition());
        json.put("consistency", head.consistency());
        json.put("tool", head.tool());
        return json;
    }

    private Map<String, Object> totalsJson() {
        var totals = totals();
        var json = new LinkedHashMap<String, Object>();
        json.put("tables", totals.tables());
        json.put("rows", totals.rows());
        json.put("bytes", totals.bytes());
        json.put("storedBytes", totals.storedBytes());
        return json;
    }

    private static Map<String, Object> noteJson(Note note) {
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", note.kind().name());
        json.put("object", note.object());
        json.put("text", note.text());
        return json;
    }

    private static Map<String, Object> tableJson(TableManifest table) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schema", table.schema());
        json.put("table", table.table());
        json.put("rows", table.content().rows());
        json.put("contentHash", table.content().hex());
        json.put("files", table.files().stream().map(Manifest::dataFileJson).toList());
        return json;
    }

    private static Map<String, Object> dataFileJson(DataFile file) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", file.name());
        json.put("rows", file.content().rows());
        json.put("contentHash", file.content().hex());
        json.put("bytes", file.bytes());
        json.put("storedBytes", file.storedBytes());
        json.put("longestBinary", file.longestBinary());
        json.put("sha256", file.sha256());
        return json;
    }

    private static Map<String, Object> fileJson(StoredFile file) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", file.name());
        json.put("bytes", file.bytes());
        json.put("sha256", file.sha256());
        return json;
    }

    /// Reads a manifest. Anything that is not one is a {@link base.CorruptionFailure} that names `what`.
    public static Manifest read(InputStream in, String what) {
        return new ManifestReader(what).read(in);
    }
}
