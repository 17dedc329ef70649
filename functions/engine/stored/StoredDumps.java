package engine.stored;

import base.CorruptionFailure;
import engine.format.DumpIds;
import engine.format.FileNames;
import engine.format.Json;
import engine.format.Manifest;
import engine.format.Sha256;
import engine.storage.BlobStore;
import java.io.ByteArrayInputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The dumps that lie in a store. A folder without its seal is a dump that never was: it is listed as such, and
/// used by nobody.
public final class StoredDumps {
    private final BlobStore store;

    public StoredDumps(BlobStore store) {
        this.store = store;
    }

    /// A folder of a dump; `sealed` holds the manifest if the seal is there and both are sound. `damage` says
    /// what is not.
    public record StoredDump(String id, Optional<Manifest> sealed, Optional<String> damage) {}

    /// All of them, newest first.
    public List<StoredDump> list() {
        return ids().stream().map(this::look).toList();
    }

    /// Their ids, newest first.
    List<String> ids() {
        return store.folders("").stream()
                .filter(DumpIds::isId)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /// One damaged dump must not hide the good ones.
    StoredDump look(String id) {
        try {
            return new StoredDump(id, isSealed(id) ? Optional.of(manifest(id)) : Optional.empty(), Optional.empty());
        } catch (CorruptionFailure damage) {
            return new StoredDump(id, Optional.empty(), Optional.of(damage.summary()));
        }
    }

    private boolean isSealed(String id) {
        return store.exists(id + "/" + FileNames.DONE);
    }

    /// The manifest of a sealed dump, after comparing its bytes with the hash in the seal.
    public Manifest manifest(String id) {
        byte[] bytes = SmallBlobs.read(store, id + "/" + FileNames.MANIFEST);
        String name = id + "/" + FileNames.MANIFEST;
        if (!sealedHash(id).equals(Sha256.hex(bytes))) {
            throw new CorruptionFailure(
                    name + " is not what was sealed", "Use another backup and find out who changed the file.");
        }
        return Manifest.read(new ByteArrayInputStream(bytes), name);
    }

    /// The SHA-256 of the manifest, as the seal has it.
    public String sealedHash(String id) {
        String name = id + "/" + FileNames.DONE;
        return Json.read(new ByteArrayInputStream(SmallBlobs.read(store, name)), name)
                .text("lifeboatManifestSha256");
    }
}
