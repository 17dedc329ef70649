package engine.format;

import base.CorruptionFailure;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Supplier;

/// Reads `@.lifeboat.json` back, strictly: a manifest that lies or is cut is refused.
record ManifestReader(String what) {
    private static final long VERSION_MAX = 1;

    Manifest read(InputStream in) {
        JsonObject json = Json.read(in, what);
        if (json.number("manifestVersion") > VERSION_MAX) {
            throw new CorruptionFailure(
                    what + " was written by a newer Lifeboat", "Use the version that wrote it, or a newer one.");
        }
        return strictly(() -> new Manifest(
                head(json),
                Instant.parse(json.text("finishedAt")),
                json.list("tables").stream().map(this::table).toList(),
                json.list("files").stream().map(this::file).toList(),
                json.list("notes").stream().map(this::note).toList()));
    }

    private <T> T strictly(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new CorruptionFailure(
                    what + " holds a value that is none", "Use another backup and keep this one aside.", e);
        }
    }

    private DumpHead head(JsonObject json) {
        return new DumpHead(
                json.text("id"),
                json.text("source"),
                json.text("run"),
                Instant.parse(json.text("startedAt")),
                Instant.parse(json.text("snapshotAt")),
                json.text("serverVersion"),
                json.text("serverUuid"),
                json.text("gtidSet"),
                json.text("binlogFile"),
                json.number("binlogPosition"),
                json.text("consistency"),
                json.text("tool"));
    }

    private TableManifest table(JsonObject json) {
        return new TableManifest(
                json.text("schema"),
                json.text("table"),
                json.list("files").stream().map(this::dataFile).toList());
    }

    private DataFile dataFile(JsonObject json) {
        var content = new ContentHash(json.number("rows"), Long.parseUnsignedLong(json.text("contentHash"), 16));
        return new DataFile(
                json.text("name"),
                content,
                json.number("bytes"),
                json.number("storedBytes"),
                json.optionalNumber("longestBinary").orElse(0L),
                json.text("sha256"));
    }

    private StoredFile file(JsonObject json) {
        return new StoredFile(json.text("name"), json.number("bytes"), json.text("sha256"));
    }

    private Note note(JsonObject json) {
        return new Note(Note.Kind.valueOf(json.text("kind")), json.text("object"), json.text("text"));
    }
}
