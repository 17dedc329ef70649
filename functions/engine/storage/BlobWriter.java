package engine.storage;

/// The bytes of one new blob, written by one thread. `commit` is not `close`: closing without a commit discards
/// everything, so that a writer in a try-with-resources never publishes half a blob.
public interface BlobWriter extends AutoCloseable {
    /// Adds bytes; they are copied before the call returns. May wait for earlier bytes to leave.
    void write(byte[] bytes, int offset, int length);

    /// Makes the blob visible, whole, unless another blob of that name exists already, which is a {@link
    /// base.ConfigurationFailure}. The blob is durable when this returns.
    void commit();

    /// Discards the blob if it was not committed. Never throws.
    @Override
    void close();
}
