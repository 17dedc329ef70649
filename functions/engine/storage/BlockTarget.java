package engine.storage;

/// One new blob in a store that takes blobs in blocks. Methods throw a {@link base.Failure} after the store's
/// own retries. Blocks that are staged but never committed are the store's to forget.
public interface BlockTarget {
    /// Stores block `index`; may be called from several threads, for different blocks. The bytes may be read
    /// more than once, and are not touched before the call returns.
    void stage(int index, byte[] bytes, int length);

    /// Makes the blob of blocks `0..count-1`, unless one of that name exists.
    void commit(int count);

    /// Stores a whole blob at once, unless one of that name exists.
    void put(byte[] bytes, int length);
}
