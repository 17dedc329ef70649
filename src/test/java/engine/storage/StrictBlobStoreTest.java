package engine.storage;

import testkit.StrictBlobStore;

final class StrictBlobStoreTest extends BlobStoreContract {
    @Override
    BlobStore store() {
        return new StrictBlobStore();
    }
}
