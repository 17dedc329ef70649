package engine.stored;

import base.Failure;
import engine.format.FileNames;
import engine.storage.BlobStore;
import engine.storage.BlobStore.BlobInfo;
import engine.stored.Pruning.Outcome;
import java.util.List;
import java.util.Optional;

/// The deletion of one backup. Once its seal is gone nobody begins to read or to pin it, so that what holds it
/// then is all that ever will; if there is anything, the seal comes back.
final class Deletion {
    private final BlobStore store;
    private final Holds holds;
    private final String id;
    private final String seal;

    Deletion(BlobStore store, Holds holds, String id) {
        this.store = store;
        this.holds = holds;
        this.id = id;
        this.seal = id + "/" + FileNames.DONE;
    }

    Outcome run() {
        var blobs = store.list(id);
        var held = held(blobs);
        if (held.isPresent()) {
            return held.get();
        }
        return blobs.stream().anyMatch(blob -> blob.name().equals(FileNames.DONE)) ? unseal() : deleteAll(blobs);
    }

    private Outcome unseal() {
        byte[] bytes = SmallBlobs.read(store, seal);
        List<BlobInfo> rest;
        try {
            store.delete(seal);
            rest = store.list(id);
            var held = held(rest);
            if (held.isPresent()) {
                putBack(bytes);
                return held.get();
            }
        } catch (Failure failure) {
            putBack(bytes, failure);
            throw failure;
        }
        return deleteAll(rest);
    }

    /// It is unknown then whether the seal is gone, and whether somebody holds the backup.
    private void putBack(byte[] bytes, Failure failure) {
        try {
            putBack(bytes);
        } catch (Failure again) {
            failure.addSuppressed(again);
        }
    }

    private void putBack(byte[] bytes) {
        if (!store.exists(seal)) {
            SmallBlobs.write(store, seal, bytes);
        }
    }

    private Optional<Outcome> held(List<BlobInfo> blobs) {
        var held = holds.on(id, blobs);
        if (held.pinned()) {
            return Optional.of(new Outcome.Held("pinned"));
        }
        return held.beingRead() ? Optional.of(new Outcome.Held("being read")) : Optional.empty();
    }

    /// The manifest before the rest: without it, not even a seal that came back makes this a backup again.
    private Outcome deleteAll(List<BlobInfo> blobs) {
        store.delete(id + "/" + FileNames.MANIFEST);
        new Parallel<>(blobs).forEach(blob -> store.delete(id + "/" + blob.name()));
        return new Outcome.Deleted();
    }
}
