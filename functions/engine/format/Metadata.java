package engine.format;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON files that MySQL Shell reads. Keys, types and order are those of its format 2.0.1; what its loaders
/// ignore is left out. The server's coordinates stand in the old top-level keys, which every loader from 8.0 to
/// 9.x reads.
public final class Metadata {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private Metadata() {}

    /// `@.json`. `users` is empty when the dump has no accounts; then the key is left out, which alone would
    /// make a loader expect the script. `partialRevokes` is the server's setting, without which grants mean
    /// something else.
    public static byte[] global(
            DumpHead head,
            Map<String, String> schemaBasenames,
            Collection<String> users,
            boolean partialRevokes,
            long bytesPerChunk) {
        var json = new LinkedHashMap<String, Object>();
        json.put("dumper", head.tool());
        json.put("version", "2.0.1");
        json.put("origin", users.isEmpty() ? "dumpSchemas" : "dumpInstance");
        json.put("schemas", List.copyOf(schemaBasenames.keySet()));
        json.put("basenames", schemaBasenames);
        if (!users.isEmpty()) {
            json.put("users", users);
        }
        json.put("defaultCharacterSet", "utf8mb4");
        json.put("tzUtc", true);
        json.put("bytesPerChunk", bytesPerChunk);
        json.put("gtidExecutedInconsistent", false);
        json.put("consistent", true);
        json.put("serverVersion", head.serverVersion());
        json.put("binlogFile", head.binlogFile());
        json.put("binlogPosition", head.binlogPosition());
        json.put("gtidExecuted", head.gtidSet());
        json.put("partialRevokes", partialRevokes);
        json.put("compatibilityOptions", List.of());
        json.put("capabilities", List.of());
        json.put("begin", UTC.format(head.startedAt()));
        return Json.bytes(json);
    }

    /// `<schema>.json`. `basenames` covers tables and views.
    public static byte[] schema(
            String schema,
            List<String> tables,
            List<String> views,
            List<StoredProgram> programs,
            Map<String, String> basenames) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schema", schema);
        json.put("includesDdl", true);
        json.put("includesViewsDdl", true);
        json.put("includesData", true);
        json.put("multifileDdl", false);
        json.put("tables", tables);
        json.put("views", views);
        json.put("events", named(programs, StoredProgram.Kind.EVENT));
        json.put("functions", named(programs, StoredProgram.Kind.FUNCTION));
        json.put("procedures", named(programs, StoredProgram.Kind.PROCEDURE));
        json.put("basenames", basenames);
        return Json.bytes(json);
    }

    private static List<String> named(List<StoredProgram> programs, StoredProgram.Kind kind) {
        return programs.stream()
                .filter(program -> program.kind() == kind)
                .map(StoredProgram::name)
                .toList();
    }

    /// `<schema>@<table>.json`. A table whose columns are all generated has no data files.
    public static byte[] table(TableFormat table) {
        boolean hasData = !table.columns().isEmpty();
        var options = new LinkedHashMap<String, Object>();
        options.put("schema", table.schema());
        options.put("table", table.table());
        if (hasData) {
            options.put("columns", table.columns());
        }
        if (!table.decoders().isEmpty()) {
            options.put("decodeColumns", table.decoders());
        }
        options.put("defaultCharacterSet", "utf8mb4");
        options.put("fieldsTerminatedBy", "\t");
        options.put("fieldsEnclosedBy", "");
        options.put("fieldsOptionallyEnclosed", false);
        options.put("fieldsEscapedBy", "\\");
        options.put("linesTerminatedBy", "\n");
        var json = new LinkedHashMap<String, Object>();
        json.put("options", options);
        json.put("triggers", table.triggers());
        if (!table.histograms().isEmpty()) {
            json.put(
                    "histograms",
                    table.histograms().entrySet().stream()
                            .map(histogram -> Map.of("column", histogram.getKey(), "buckets", histogram.getValue()))
                            .toList());
        }
        json.put("includesData", hasData);
        json.put("includesDdl", true);
        json.put("extension", FileNames.DATA_EXTENSION);
        json.put("chunking", true);
        json.put("compression", "zstd");
        json.put("primaryIndex", table.primaryIndex());
        json.put("partitions", List.of());
        json.put("basenames", Map.of());
        return Json.bytes(json);
    }

    /// `@.done.json`, whose presence is the promise that everything else is there. It also names the manifest's
    /// hash, so that the manifest cannot be changed alone.
    public static byte[] done(Manifest manifest, StoredFile storedManifest, Instant end) {
        var bytes = new LinkedHashMap<String, Map<String, Long>>();
        var rows = new LinkedHashMap<String, Map<String, Long>>();
        var chunks = new LinkedHashMap<String, Long>();
        for (var table : manifest.tables()) {
            put(bytes, table, table.bytes());
            put(rows, table, table.content().rows());
            table.files().forEach(file -> chunks.put(file.name(), file.bytes()));
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("end", UTC.format(end));
        json.put("dataBytes", manifest.totals().bytes());
        json.put("tableDataBytes", bytes);
        json.put("tableRows", rows);
        json.put("chunkFileBytes", chunks);
        json.put("lifeboatManifestSha256", storedManifest.sha256());
        return Json.bytes(json);
    }

    private static void put(Map<String, Map<String, Long>> bySchema, TableManifest table, long value) {
        bySchema.computeIfAbsent(table.schema(), schema -> new LinkedHashMap<>())
                .put(table.table(), value);
    }
}
