package engine.storage;

import java.io.InputStream;
import java.util.List;

/// Where dumps live. Small on purpose: every method must also be written for tests.
///
/// Names are paths with `/` between folders; a part may hold any character but `/`, and is never `.` or `..`.
/// Nothing is ever overwritten. Every method throws a {@link base.Failure}, and has already tried again what is
/// worth it.
public interface BlobStore {
    /// Starts a blob. Nobody can list or read it before {@link BlobWriter#commit}.
    BlobWriter create(String name);

    /// Reads a blob from its start. A blob that is absent is a {@link base.CorruptionFailure}.
    InputStream read(String name);

    /// Whether a committed blob of that name exists.
    boolean exists(String name);

    /// The committed blobs directly in a folder, in the order of their names. A folder that is absent is empty.
    List<BlobInfo> list(String folder);

    /// The names of the folders directly in a folder, in order.
    List<String> folders(String folder);

    /// Removes a committed blob. One that is absent is no error, so that this may be done again.
    void delete(String name);

    /// A committed blob: its name within the folder, and its size in bytes.
    record BlobInfo(String name, long bytes) {}
}
