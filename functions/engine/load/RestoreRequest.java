package engine.load;

import base.Deadline;
import engine.format.DefinerRule;

/// What to restore and how.
///
/// `backup` is the folder of the dump. `threads` is the number of sessions that load. `replace` allows schemas
/// that are there already: the dump is loaded beside them and takes their place when it is verified. `users`
/// adds accounts and grants. `definers` says as whom views and programs run. `skipBinlog` keeps what is
/// restored out of the target's binary log. `proof` marks the data as
/// there to be compared only, see {@link RestoredData}. `checkFiles` reads every stored file once more before the
/// target is touched. `cutBytes` is the largest transaction, in bytes of rows.
public record RestoreRequest(
        String backup,
        int threads,
        boolean replace,
        boolean proof,
        boolean users,
        DefinerRule definers,
        boolean skipBinlog,
        boolean checkFiles,
        long cutBytes,
        Deadline deadline) {
    public static final int THREADS = 4;
    public static final long CUT_BYTES = 64_000_000;
}
