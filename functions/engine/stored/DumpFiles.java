package engine.stored;

import base.CorruptionFailure;
import base.RefusedFailure;
import base.TransientFailure;
import engine.format.Json;
import engine.format.JsonObject;
import engine.format.Manifest;
import engine.format.ScriptReader;
import engine.format.Sha256;
import engine.format.StoredFile;
import engine.storage.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The files in a dump's folder: which there are, and the small ones that describe, fetched several at a time
/// and compared with the manifest.
final class DumpFiles {
    private final BlobStore store;
    private final String folder;
    private final Map<String, Long> sizes;
    private final Map<String, StoredFile> expected = new HashMap<>();
    private final Map<String, byte[]> fetched = new ConcurrentHashMap<>();

    private DumpFiles(BlobStore store, String folder, Map<String, Long> sizes) {
        this.store = store;
        this.folder = folder;
        this.sizes = sizes;
    }

    static DumpFiles open(BlobStore store, String folder) {
        var sizes = new HashMap<String, Long>();
        store.list(folder).forEach(blob -> sizes.put(blob.name(), blob.bytes()));
        return new DumpFiles(store, folder, sizes);
    }

    /// From now on, files must be as the manifest has them. Names every file that is missing or has another
    /// size.
    void expect(Manifest manifest) {
        manifest.files().forEach(file -> expected.put(file.name(), file));
        var wrong = new ArrayList<String>();
        manifest.files().forEach(file -> compareSize(file.name(), file.bytes()).ifPresent(wrong::add));
        manifest.tables().stream()
                .flatMap(table -> table.files().stream())
                .forEach(file -> compareSize(file.name(), file.storedBytes()).ifPresent(wrong::add));
        if (!wrong.isEmpty()) {
            throw new CorruptionFailure(
                    "the backup " + folder + " is not as it was sealed: " + listed(wrong),
                    "Use another backup and find out who changed this one.");
        }
    }

    private static String listed(List<String> wrong) {
        int shown = Math.min(5, wrong.size());
        return String.join(", ", wrong.subList(0, shown))
                + (wrong.size() > shown ? " and " + (wrong.size() - shown) + " more" : "");
    }

    private Optional<String> compareSize(String name, long bytes) {
        Long size = sizes.get(name);
        return size == null
                ? Optional.of(name + " is missing")
                : size == bytes ? Optional.empty() : Optional.of(name + " has " + size + " bytes instead of " + bytes);
    }

    boolean has(String name) {
        return sizes.containsKey(name);
    }

    /// The size of a file that is there.
    Optional<Long> size(String name) {
        return Optional.ofNullable(sizes.get(name));
    }

    /// Fetches everything that describes, which may be thousands of files in a store that answers slowly.
    void prefetchAll() {
        var names = sizes.keySet().stream()
                .filter(name -> name.endsWith(".json") || name.endsWith(".sql"))
                .filter(name -> !name.startsWith("@.lifeboat") && !name.startsWith("@.checksums"))
                .toList();
        new Parallel<>(names).forEach(this::bytes);
    }

    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    JsonObject json(String name) {
        return Json.read(new ByteArrayInputStream(bytes(name)), folder + "/" + name);
    }

    /// The statements of a script.
    List<String> script(String name) {
        return ScriptReader.statements(text(name));
    }

    private byte[] bytes(String name) {
        byte[] bytes = fetched.get(name);
        if (bytes == null) {
            bytes = fetch(name);
            fetched.put(name, bytes);
        }
        return bytes;
    }

    private byte[] fetch(String name) {
        if (name.contains("/")) {
            throw new RefusedFailure(
                    "the backup " + folder + " names a file outside of its folder: " + name,
                    "Use another backup and find out who changed this one.");
        }
        try (InputStream in = store.read(folder + "/" + name)) {
            byte[] bytes = in.readAllBytes();
            var known = expected.get(name);
            if (known != null && !known.sha256().equals(Sha256.hex(bytes))) {
                throw new CorruptionFailure(
                        folder + "/" + name + " is not what was sealed",
                        "Use another backup and find out who changed the file.");
            }
            return bytes;
        } catch (IOException e) {
            throw new TransientFailure("cannot read " + folder + "/" + name + ": " + e.getMessage(), "Try again.", e);
        }
    }
}
