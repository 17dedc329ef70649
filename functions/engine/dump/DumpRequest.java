package engine.dump;

import base.Deadline;
import java.util.List;

/// What to dump and how.
///
/// `id` is the folder of the dump below the store's root; `source` and `run` name where it comes from, for
/// people. `schemas` empty means all but the server's own. `users` adds accounts and grants. `threads` is the
/// number of sessions that read. `chunkBytesMax` is the size at which a table is divided. `level` is zstd's.
public record DumpRequest(
        String id,
        String source,
        String run,
        List<String> schemas,
        boolean users,
        int threads,
        long chunkBytesMax,
        int level,
        Deadline deadline) {
    public static final int THREADS = 4;
    /// MySQL Shell's own default.
    public static final long CHUNK_BYTES_MAX = 64_000_000;
    /// The level that costs least; higher ones save a little space for a lot of time.
    public static final int LEVEL = 1;
}
