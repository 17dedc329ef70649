package engine.stored;

import base.CorruptionFailure;
import base.RefusedFailure;
import engine.format.CreateTable;
import engine.format.DataFile;
import engine.format.FileNames;
import engine.format.JsonObject;
import engine.format.LoadFormat;
import engine.format.Manifest;
import engine.format.ObjectDefinition;
import engine.format.ScriptObjects;
import engine.format.TableManifest;
import engine.stored.StoredTable.Compression;
import engine.stored.StoredTable.StoredFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what a dump says about one table, and finds its data files.
final class TableReader {
    /// The only dialect that is read: MySQL Shell's default, in which a line feed always ends a row.
    private static final Map<String, String> DIALECT = Map.of(
            "fieldsTerminatedBy", "\t",
            "fieldsEnclosedBy", "",
            "fieldsEscapedBy", "\\",
            "linesTerminatedBy", "\n");

    private final DumpFiles files;
    private final JsonObject done;
    private final Map<String, TableManifest> manifests = new HashMap<>();
    private final Map<String, DataFile> recorded = new HashMap<>();

    TableReader(DumpFiles files, Optional<Manifest> manifest, JsonObject done) {
        this.files = files;
        this.done = done;
        manifest.ifPresent(known -> known.tables().forEach(table -> {
            manifests.put(table.schema() + "\0" + table.table(), table);
            table.files().forEach(file -> recorded.put(file.name(), file));
        }));
    }

    StoredTable read(String schema, String table, String basename) {
        String what = FileNames.metadata(basename);
        var json = files.json(what);
        var options = json.object("options");
        refuseOtherDialects(options, what);
        var known = Optional.ofNullable(manifests.get(schema + "\0" + table));
        var data = isFalse(json, "includesData") ? List.<StoredFile>of() : dataFiles(json, basename);
        return new StoredTable(
                schema,
                table,
                create(basename),
                new LoadFormat(
                        options.texts("columns"),
                        options.textsByName("decodeColumns"),
                        options.optionalText("defaultCharacterSet").orElse("utf8mb4")),
                json.texts("primaryIndex"),
                data,
                known.map(manifest -> manifest.content().rows()).or(() -> count("tableRows", schema, table)),
                known.map(TableManifest::content),
                known.map(TableManifest::bytes)
                        .or(() -> count("tableDataBytes", schema, table))
                        .orElse(0L),
                known.map(TableManifest::longestBinary).orElse(0L),
                triggers(basename),
                histograms(json));
    }

    private static void refuseOtherDialects(JsonObject options, String what) {
        DIALECT.forEach((key, value) -> {
            if (!options.optionalText(key).orElse(value).equals(value)) {
                throw new RefusedFailure(
                        what + " has a dialect of its own (" + key + "), which Lifeboat does not read",
                        "Load it with MySQL Shell's util.loadDump().");
            }
        });
    }

    private CreateTable create(String basename) {
        String file = FileNames.script(basename);
        return files.script(file).stream()
                .filter(statement -> ScriptObjects.kindMade(statement).equals(Optional.of(ObjectDefinition.Kind.TABLE)))
                .findFirst()
                .map(statement -> CreateTable.parse(statement, file))
                .orElseThrow(() ->
                        new CorruptionFailure(file + " makes no table", "Use another backup and keep this one aside."));
    }

    private List<String> triggers(String basename) {
        String file = FileNames.triggers(basename);
        return files.has(file) ? files.script(file) : List.of();
    }

    private static Map<String, Long> histograms(JsonObject json) {
        var histograms = new LinkedHashMap<String, Long>();
        json.list("histograms").forEach(item -> histograms.put(item.text("column"), item.number("buckets")));
        return histograms;
    }

    private Optional<Long> count(String what, String schema, String table) {
        return done.optionalObject(what)
                .flatMap(bySchema -> bySchema.optionalObject(schema))
                .flatMap(byTable -> byTable.optionalNumber(table));
    }

    /// The files of the table, or of each of its partitions.
    private List<StoredFile> dataFiles(JsonObject json, String basename) {
        String extension = "." + json.optionalText("extension").orElse("tsv");
        var compression = compression(json, extension);
        boolean chunked = Boolean.TRUE.equals(json.members().get("chunking"));
        var found = new ArrayList<StoredFile>();
        Map<String, String> partitions = json.textsByName("basenames");
        if (partitions.isEmpty()) {
            chunks(basename, extension, chunked).forEach(name -> found.add(file(name, "", compression)));
        }
        partitions.forEach((partition, base) ->
                chunks(base, extension, chunked).forEach(name -> found.add(file(name, partition, compression))));
        return found;
    }

    private StoredFile file(String name, String partition, Compression compression) {
        return new StoredFile(
                name, partition, compression, files.size(name).orElse(0L), Optional.ofNullable(recorded.get(name)));
    }

    /// `@0, @1, ... @@n`: only the marked one ends the list. Unchunked tables have one file without a number.
    private List<String> chunks(String basename, String extension, boolean chunked) {
        if (files.has(basename + extension)) {
            return List.of(basename + extension);
        }
        var names = new ArrayList<String>();
        while (chunked) {
            String last = basename + "@@" + names.size() + extension;
            String next = basename + "@" + names.size() + extension;
            if (files.has(last)) {
                names.add(last);
                return names;
            }
            if (!files.has(next)) {
                throw missing(last);
            }
            names.add(next);
        }
        throw missing(basename + extension);
    }

    private static CorruptionFailure missing(String file) {
        return new CorruptionFailure(
                "the dump is not whole: " + file + " is missing",
                "Use another backup and find out who removed the file.");
    }

    private static Compression compression(JsonObject json, String extension) {
        String name = json.optionalText("compression").orElse(extension);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "zstd", "zst" -> Compression.ZSTD;
            case "gzip", "gz" -> Compression.GZIP;
            default -> Compression.NONE;
        };
    }

    private static boolean isFalse(JsonObject json, String name) {
        return Boolean.FALSE.equals(json.members().get(name));
    }
}
