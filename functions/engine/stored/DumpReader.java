package engine.stored;

import base.CorruptionFailure;
import base.RefusedFailure;
import engine.format.FileNames;
import engine.format.JsonObject;
import engine.format.Manifest;
import engine.storage.BlobStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads what a sealed dump says about itself, Lifeboat's or MySQL Shell's. Every file that must be there is
/// looked for, and every file that the manifest knows is compared with it: the describing ones whole, the data
/// files by their size ({@link FileCheck} compares those whole).
public final class DumpReader {
    private static final Set<String> CAPABILITIES = Set.of("partition_awareness", "multifile_schema_ddl");

    private final DumpFiles files;
    private final Optional<Manifest> manifest;
    private final TableReader tables;

    private DumpReader(DumpFiles files, Optional<Manifest> manifest, JsonObject done) {
        this.files = files;
        this.manifest = manifest;
        this.tables = new TableReader(files, manifest, done);
    }

    /// Reads the dump in the folder `id`. One without a seal is a {@link RefusedFailure}; one that is not as
    /// it was sealed a {@link CorruptionFailure} that names the file.
    public static SealedDump read(BlobStore store, String id) {
        if (!store.exists(id + "/" + FileNames.DONE)) {
            throw new RefusedFailure(
                    "the backup " + id + " is not sealed: it is being written, was given up, or never was",
                    "Choose another one: `lifeboat backups` lists what is there.");
        }
        var files = DumpFiles.open(store, id);
        var done = files.json(FileNames.DONE);
        var manifest = done.optionalText("lifeboatManifestSha256").map(hash -> new StoredDumps(store).manifest(id));
        manifest.ifPresent(files::expect);
        return new DumpReader(files, manifest, done).read(id);
    }

    private SealedDump read(String id) {
        var global = files.json(FileNames.GLOBAL);
        refuseUnknown(global);
        Map<String, String> basenames = global.textsByName("basenames");
        files.prefetchAll();
        var schemas = global.texts("schemas").stream()
                .map(name -> schema(name, basename(basenames, name, FileNames.GLOBAL)))
                .toList();
        return new SealedDump(
                id,
                serverVersion(global),
                serverUuid(global),
                global.optionalText("defaultCharacterSet").orElse("utf8mb4"),
                !Boolean.FALSE.equals(global.members().get("tzUtc")),
                schemas,
                users(global),
                manifest);
    }

    private static void refuseUnknown(JsonObject global) {
        String version = global.optionalText("version").orElse("0.0.0");
        var unknown = global.list("capabilities").stream()
                .map(capability -> capability.text("id"))
                .filter(capability -> !CAPABILITIES.contains(capability))
                .toList();
        if (!version.matches("[01]\\..*|2\\.0\\..*") || !unknown.isEmpty()) {
            throw new RefusedFailure(
                    "the dump has format " + version + (unknown.isEmpty() ? "" : " with " + String.join(", ", unknown))
                            + ", which Lifeboat does not know",
                    "Load it with the MySQL Shell that wrote it, or a newer one.");
        }
    }

    private String serverUuid(JsonObject global) {
        return manifest.map(known -> known.head().serverUuid())
                .or(() -> global.optionalObject("source")
                        .flatMap(source -> source.optionalText("serverUuid")
                                .or(() -> source.optionalObject("sysvars")
                                        .flatMap(variables -> variables.optionalText("server_uuid")))))
                .orElse("");
    }

    private static String serverVersion(JsonObject global) {
        return global.optionalText("serverVersion")
                .or(() -> global.optionalObject("source")
                        .flatMap(source -> source.optionalText("version")
                                .or(() -> source.optionalObject("sysvars")
                                        .flatMap(variables -> variables.optionalText("version")))))
                .orElse("");
    }

    private StoredSchema schema(String name, String basename) {
        var json = files.json(FileNames.metadata(basename));
        Map<String, String> basenames = json.textsByName("basenames");
        String what = FileNames.metadata(basename);
        return new StoredSchema(
                name,
                script(json, basename),
                json.texts("tables").stream()
                        .map(table -> tables.read(name, table, basename(basenames, table, what)))
                        .toList(),
                json.texts("views").stream()
                        .map(view -> view(name, view, basename(basenames, view, what)))
                        .toList());
    }

    /// The schema and its programs, which may stand in files of their own.
    private List<String> script(JsonObject json, String basename) {
        if (Boolean.FALSE.equals(json.members().get("includesDdl"))) {
            return List.of();
        }
        var statements = new ArrayList<>(files.script(FileNames.script(basename)));
        if (Boolean.TRUE.equals(json.members().get("multifileDdl"))) {
            Stream.of(".routines.sql", ".events.sql")
                    .map(ending -> basename + ending)
                    .filter(files::has)
                    .forEach(file -> statements.addAll(files.script(file)));
        }
        return statements;
    }

    private StoredView view(String schema, String view, String basename) {
        return new StoredView(
                schema, view, files.script(FileNames.standIn(basename)), files.script(FileNames.script(basename)));
    }

    /// `@.users.sql` has one statement a line; comments say to whom it belongs, and are kept.
    private List<String> users(JsonObject global) {
        return global.members().containsKey("users")
                ? files.text(FileNames.USERS)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList()
                : List.of();
    }

    private static String basename(Map<String, String> basenames, String name, String file) {
        String basename = basenames.get(name);
        if (basename == null || basename.contains("/") || basename.isEmpty()) {
            throw new CorruptionFailure(
                    file + " has no usable file name for \"" + name + "\"",
                    "Use another backup and find out who changed the file.");
        }
        return basename;
    }
}
