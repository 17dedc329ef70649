package catalog;

import java.time.Instant;
import java.util.Optional;

/// What the catalog knows about a run. `backup` is the folder of its dump, `attempt` counts the claims.
public record Entry(
        Run run,
        State state,
        String backup,
        String location,
        int attempt,
        Instant startedAt,
        Instant heartbeatAt,
        Optional<Facts> facts,
        Optional<String> error) {

    /// The moment that the backup shows, or at which the run began.
    public Instant moment() {
        return facts.map(Facts::snapshotAt).orElse(startedAt);
    }

    public enum State {
        RUNNING,
        FAILED,
        /// Complete in the store. Whether it restores is another question.
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
}
