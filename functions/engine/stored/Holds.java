package engine.stored;

import base.CorruptionFailure;
import base.Failure;
import base.RefusedFailure;
import engine.format.FileNames;
import engine.format.Json;
import engine.storage.BlobNames;
import engine.storage.BlobStore;
import engine.storage.BlobStore.BlobInfo;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What keeps a backup from being deleted: pins, which people put, and leases of those who read it. Each is a
/// small blob of its own beside the dump, since a store overwrites nothing.
///
/// Whoever holds puts the blob first and looks for the seal afterwards; {@link Pruning} takes the seal away first
/// and looks for these blobs afterwards. So one of the two always sees the other.
public final class Holds {
    /// How long a lease lasts whose reader died.
    public static final Duration LEASE = Duration.ofHours(24);

    private static final String PIN = "@.lifeboat.pin-";
    private static final String READING = "@.lifeboat.reading-";

    private final BlobStore store;
    private final Clock clock;

    public Holds(BlobStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// What holds a backup.
    record Held(boolean pinned, boolean beingRead) {}

    /// Keeps a sealed backup until somebody takes the pin away.
    public void pin(String id, String reason) {
        String pin = put(id, PIN, Map.of("reason", reason, "at", clock.instant().toString()));
        if (!store.exists(id + "/" + FileNames.DONE)) {
            store.delete(pin);
            throw new RefusedFailure(
                    "the backup " + id + " is not sealed, so there is nothing to keep",
                    "Pin another one: `lifeboat backups` lists what is there.");
        }
    }

    /// Takes every pin away. Returns whether there was one.
    public boolean unpin(String id) {
        var pins = store.list(BlobNames.checked(id)).stream()
                .map(BlobInfo::name)
                .filter(name -> name.startsWith(PIN))
                .toList();
        pins.forEach(pin -> store.delete(id + "/" + pin));
        return !pins.isEmpty();
    }

    public boolean isPinned(String id) {
        return on(id).pinned();
    }

    /// To be put before the first look at the backup, and closed after the last.
    public Lease lease(String id) {
        BlobNames.checked(id);
        try {
            String until = clock.instant().plus(LEASE).toString();
            String lease = put(id, READING, Map.of("until", until));
            return Lease.endingBy(() -> store.delete(lease));
        } catch (Failure mayOnlyRead) {
            return Lease.missing(mayOnlyRead);
        }
    }

    public boolean isBeingRead(String id) {
        return on(id).beingRead();
    }

    private Held on(String id) {
        return on(id, store.list(BlobNames.checked(id)));
    }

    /// The same for a folder that was listed already.
    Held on(String id, List<BlobInfo> blobs) {
        return new Held(
                blobs.stream().anyMatch(blob -> blob.name().startsWith(PIN)),
                blobs.stream()
                        .filter(blob -> blob.name().startsWith(READING))
                        .anyMatch(blob -> isInForce(id + "/" + blob.name())));
    }

    /// One that cannot be understood is in force, unless it has just been taken away.
    private boolean isInForce(String lease) {
        try {
            var json = Json.read(new ByteArrayInputStream(SmallBlobs.read(store, lease)), lease);
            return Instant.parse(json.text("until")).isAfter(clock.instant());
        } catch (CorruptionFailure | DateTimeException unreadable) {
            return store.exists(lease);
        }
    }

    private String put(String id, String kind, Map<String, String> content) {
        String name = id + "/" + kind + UUID.randomUUID() + ".json";
        SmallBlobs.write(store, name, Json.bytes(content));
        return name;
    }
}
