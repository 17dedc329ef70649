package engine.storage;

/// One new blob in a store that takes blobs in blocks. Methods throw a {@link base.Failure} after the store's
/// own retries.
public interface BlockTarget {
    /// How many blocks a blob of this store may have, which decides how fast they grow.
    default int blocksMax() {
        return 50_000;
    }

    /// Stores block `index`; may be called from several threads, for different blocks. The bytes may be read
    /// more than once, and are not touched before the call returns.
    void stage(int index, byte[] bytes, int length);

    /// Makes the blob of blocks `0..count-1`, unless one of that name exists.
    void commit(int count);

    /// Stores a whole blob at once, unless one of that name exists.
    void put(byte[] bytes, int length);

    /// The blob will not be committed. Waits for a block that is under way. Never throws, may be called again.
    /// A store that forgets by itself what was staged and never committed has nothing to do.
    default void abandon() {}
}
