package catalog;

import java.time.Instant;
import java.util.Optional;

/// What the catalog knows about a run. `verdict` is absent until the backup was restored once. `backup` is the folder
/// of its dump, `attempt` counts the claims.
public record Entry(
        Run run,
        State state,
        String backup,
        String location,
        int attempt,
        Instant startedAt,
        Instant heartbeatAt,
        Optional<Facts> facts,
        Optional<Verdict> verdict,
        Optional<String> error) {

    /// The moment that the backup shows, or at which the run began.
    public Instant moment() {
        return facts.map(Facts::snapshotAt).orElse(startedAt);
    }

    /// Whether the backup was restored and compared, and nothing was missing.
    public boolean isVerified() {
        return state == State.COMPLETE
                && verdict.filter(found -> found.state() == Verdict.State.VERIFIED)
                        .isPresent();
    }

    public enum State {
        RUNNING,
        FAILED,
        /// Complete in the store. Whether it restores, the verdict tells.
        COMPLETE
    }

    /// What a finished backup is. Sizes are in bytes; `storedBytes` are after compression.
    public record Facts(
            Instant finishedAt,
            Instant snapshotAt,
            long tables,
            long rows,
            long bytes,
            long storedBytes,
            String gtidSet,
            String serverVersion,
            String tool,
            long notes,
            String manifestSha256) {}

    /// What the last comparison of the backup with a server came to. `detail` names what differs, or why it could
    /// not be told; it is empty for a verified backup.
    public record Verdict(Verdict.State state, Instant at, String target, long seconds, String detail) {

        public enum State {
            VERIFIED,
            FAILED,
            INCONCLUSIVE
        }
    }
}
