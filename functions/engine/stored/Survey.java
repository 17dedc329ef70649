package engine.stored;

import base.CorruptionFailure;
import engine.format.DumpIds;
import engine.storage.BlobStore;
import engine.stored.StoredDumps.StoredDump;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The dumps in a store, with what tells whether one is still needed. Several are looked at at once, each listed
/// a single time, since a store far away answers slowly.
public final class Survey {
    private final BlobStore store;
    private final StoredDumps dumps;
    private final Verdicts verdicts;
    private final Holds holds;

    public Survey(BlobStore store, Clock clock) {
        this.store = store;
        this.dumps = new StoredDumps(store);
        this.verdicts = new Verdicts(store);
        this.holds = new Holds(store, clock);
    }

    /// What is known of a dump.
    public enum State {
        VERIFIED,
        /// Sealed, with no verdict that settles the question.
        UNVERIFIED,
        /// Damaged, or found different.
        FAILED,
        /// Without a seal.
        INCOMPLETE
    }

    /// A dump, what came out when it was verified, and what holds it.
    public record Found(StoredDump dump, Optional<Verdict.State> verdict, boolean pinned, boolean beingRead) {

        /// What is known of it. What is damaged has failed, whatever was found when it was whole.
        public State state() {
            if (dump.damage().isPresent()) {
                return State.FAILED;
            }
            if (dump.sealed().isEmpty()) {
                return State.INCOMPLETE;
            }
            return verdict.map(found -> switch (found) {
                        case VERIFIED -> State.VERIFIED;
                        case FAILED -> State.FAILED;
                        case INCONCLUSIVE -> State.UNVERIFIED;
                    })
                    .orElse(State.UNVERIFIED);
        }

        /// The moment of the snapshot; where it is not known, the latest at which the dump can have been begun.
        public Instant moment() {
            return dump.sealed()
                    .map(manifest -> manifest.head().snapshotAt())
                    .orElseGet(() -> DumpIds.latestStart(dump.id()));
        }

        /// The name of the server that was dumped.
        public String source() {
            return DumpIds.source(dump.id());
        }
    }

    /// All of them, newest first.
    public List<Found> look() {
        var ids = dumps.ids();
        Map<String, Found> found = new ConcurrentHashMap<>();
        new Parallel<>(ids).forEach(id -> found.put(id, look(id)));
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                .toList();
    }

    private Found look(String id) {
        var blobs = store.list(id);
        var held = holds.on(id, blobs);
        return new Found(dumps.look(id), verdict(id, blobs), held.pinned(), held.beingRead());
    }

    /// A verdict that cannot be read settles nothing, and must not hide the other dumps.
    private Optional<Verdict.State> verdict(String id, List<BlobStore.BlobInfo> blobs) {
        try {
            return verdicts.of(id, blobs).map(Verdict::state);
        } catch (CorruptionFailure unreadable) {
            return Optional.empty();
        }
    }
}
