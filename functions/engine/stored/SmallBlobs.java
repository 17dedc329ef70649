package engine.stored;

import base.TransientFailure;
import engine.storage.BlobStore;
import java.io.IOException;
import java.io.InputStream;

/// Blobs that fit into memory.
final class SmallBlobs {
    private SmallBlobs() {}

    static void write(BlobStore store, String name, byte[] bytes) {
        try (var blob = store.create(name)) {
            blob.write(bytes, 0, bytes.length);
            blob.commit();
        }
    }

    static byte[] read(BlobStore store, String name) {
        try (InputStream in = store.read(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new TransientFailure("cannot read " + name + ": " + e.getMessage(), "Try again.", e);
        }
    }
}
