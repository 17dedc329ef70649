package backup;

import base.Deadline;
import base.Failure;
import base.Progress;
import base.TransientFailure;
import catalog.BackupCatalog;
import catalog.Claim;
import catalog.Entry;
import catalog.Run;
import engine.dump.Dump;
import engine.dump.DumpRequest;
import engine.format.DumpIds;
import engine.format.Manifest;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import engine.storage.TwinBlobStore;
import engine.stored.StoredDumps;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One night's backup: at most one dump for a source and date, however often it is asked for.
final class NightlyBackup {
    private static final Logger LOG = LoggerFactory.getLogger(NightlyBackup.class);

    private final BackupCatalog catalog;
    private final Sessions sessions;
    private final Copies copies;
    private final Plan plan;
    private final Clock clock;
    private final BackupMetrics metrics;

    /// What to dump, each night the same.
    record Plan(String source, List<String> schemas, boolean users, int threads, Progress progress) {}

    /// Where the dump goes: a store, where that is, and which copies were given up on the way.
    record Copies(BlobStore store, String location, Supplier<List<TwinBlobStore.Lost>> lost) {
        static Copies of(BlobStore store, String location) {
            return new Copies(store, location, List::of);
        }

        static Copies of(TwinBlobStore twin, String location) {
            return new Copies(twin, location, twin::lost);
        }
    }

    NightlyBackup(
            BackupCatalog catalog, Sessions sessions, Copies copies, Plan plan, Clock clock, BackupMetrics metrics) {
        this.catalog = catalog;
        this.sessions = sessions;
        this.copies = copies;
        this.plan = plan;
        this.clock = clock;
        this.metrics = metrics;
    }

    /// Makes the backup of the night to which `scheduled` belongs, unless it is made. While another invocation
    /// makes it this one fails, so that whoever invokes tries again: the other may be dead.
    BackupResult run(Instant scheduled, Deadline deadline) {
        var run = Run.nightly(plan.source(), scheduled);
        String id = DumpIds.create(plan.source(), clock.instant(), Run.ZONE);
        return switch (catalog.claim(run, id, copies.location() + "/" + id)) {
            case Claim.Granted granted -> make(granted, deadline);
            case Claim.Running running ->
                throw new TransientFailure(
                        "the backup of " + run.name() + " is being made by another invocation",
                        "Nothing to do: if that one dies, a retry takes over after "
                                + BackupCatalog.SILENCE_MAX.toSeconds() + " seconds.");
            case Claim.Done done -> alreadyMade(done.entry());
        };
    }

    private BackupResult make(Claim.Granted claim, Deadline deadline) {
        LOG.info(
                "backup {} begins, attempt {}",
                claim.entry().backup(),
                claim.entry().attempt());
        try (var heartbeat = Heartbeat.start(catalog, claim)) {
            var manifest = dump(claim, deadline, heartbeat).run();
            var facts = facts(manifest);
            catalog.publish(claim, facts);
            var lost = copies.lost().get();
            metrics.succeeded(plan.source(), claim.entry(), facts, lost.size());
            lost.forEach(copy -> LOG.error(
                    "no copy of the backup in {}: {}",
                    copy.name(),
                    copy.failure().summary()));
            manifest.notes().forEach(note -> LOG.warn("{} {}: {}", note.kind(), note.object(), note.text()));
            LOG.info("backup {} is complete: {} rows", claim.entry().backup(), facts.rows());
            return new BackupResult(
                    "MADE",
                    plan.source(),
                    claim.entry().run().name(),
                    claim.entry().backup(),
                    claim.entry().location(),
                    facts.tables(),
                    facts.rows(),
                    facts.bytes(),
                    lost.stream().map(TwinBlobStore.Lost::name).toList());
        } catch (RuntimeException failure) {
            recordFailure(claim, failure);
            throw failure;
        }
    }

    private Dump dump(Claim.Granted claim, Deadline deadline, Heartbeat heartbeat) {
        var request = new DumpRequest(
                claim.entry().backup(),
                plan.source(),
                claim.entry().run().name(),
                plan.schemas(),
                plan.users(),
                plan.threads(),
                DumpRequest.CHUNK_BYTES_MAX,
                DumpRequest.LEVEL,
                deadline);
        return new Dump(sessions, copies.store(), request, plan.progress(), heartbeat::beat);
    }

    private Entry.Facts facts(Manifest manifest) {
        var totals = manifest.totals();
        return new Entry.Facts(
                manifest.finishedAt(),
                manifest.head().snapshotAt(),
                totals.tables(),
                totals.rows(),
                totals.bytes(),
                totals.storedBytes(),
                manifest.head().gtidSet(),
                manifest.head().serverVersion(),
                manifest.head().tool(),
                manifest.notes().size(),
                new StoredDumps(copies.store()).sealedHash(manifest.head().id()));
    }

    /// Lambda logs the failure itself when it is thrown; here it is only recorded.
    private void recordFailure(Claim.Granted claim, RuntimeException failure) {
        metrics.failed(plan.source());
        try {
            catalog.fail(claim, failure instanceof Failure known ? known.summary() : "a bug: " + failure);
        } catch (Failure unrecorded) {
            failure.addSuppressed(unrecorded);
        }
    }

    private static BackupResult alreadyMade(Entry entry) {
        return new BackupResult(
                "ALREADY_MADE",
                entry.run().source(),
                entry.run().name(),
                entry.backup(),
                entry.location(),
                entry.facts().map(Entry.Facts::tables).orElse(0L),
                entry.facts().map(Entry.Facts::rows).orElse(0L),
                entry.facts().map(Entry.Facts::bytes).orElse(0L),
                List.of());
    }
}
