package restore;

import base.ConfigurationFailure;
import base.Deadline;
import base.Progress;
import base.TransientFailure;
import catalog.BackupCatalog;
import catalog.Entry;
import engine.format.DefinerRule;
import engine.load.Finding;
import engine.load.Restore;
import engine.load.RestoreRequest;
import engine.load.RestoredData;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import engine.stored.Verdict;
import engine.stored.Verdicts;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The proof of one backup: it is restored and compared, and the verdict is written down where whoever needs a
/// backup looks for it. A backup that is verified already is left in peace.
final class BackupProof {
    private static final Logger LOG = LoggerFactory.getLogger(BackupProof.class);

    private final BackupCatalog catalog;
    private final Sessions loading;
    private final Sessions reading;
    private final BlobStore store;
    private final Plan plan;
    private final RestoreMetrics metrics;
    private final Runnable afterwards;

    /// How to restore, each night the same. With `keep` the restored data stays and takes the place of the
    /// night before; without, the target must hold none of the schemas, and is emptied again after a good
    /// verdict.
    record Plan(String source, boolean keep, boolean users, DefinerRule definers, int threads, Progress progress) {}

    /// `afterwards` runs when a verdict is written down, and never fails.
    BackupProof(
            BackupCatalog catalog,
            Sessions loading,
            Sessions reading,
            BlobStore store,
            Plan plan,
            RestoreMetrics metrics,
            Runnable afterwards) {
        this.catalog = catalog;
        this.loading = loading;
        this.reading = reading;
        this.store = store;
        this.plan = plan;
        this.metrics = metrics;
        this.afterwards = afterwards;
    }

    /// Proves the named backup, or the newest.
    RestoreResult run(Optional<String> backup, Deadline deadline) {
        var entry = entry(backup);
        if (entry.isVerified()) {
            LOG.info("backup {} is verified already", entry.backup());
            return already(entry);
        }
        try {
            if (!plan.keep()) {
                RestoredData.removeLeftovers(loading, entry.backup());
            }
            var result = restore(entry, deadline);
            record(entry, result);
            if (!plan.keep() && result.verdict().state() == Verdict.State.VERIFIED) {
                RestoredData.remove(loading, entry.backup());
            }
            afterwards.run();
            return answer(result);
        } catch (TransientFailure again) {
            // Lambda tries again; when it gives up, the dead letters ring.
            throw again;
        } catch (RuntimeException failure) {
            metrics.failed(plan.source());
            throw failure;
        }
    }

    private Entry entry(Optional<String> backup) {
        return catalog.list(plan.source()).stream()
                .filter(entry -> entry.state() == Entry.State.COMPLETE)
                .filter(entry -> backup.isEmpty() || backup.get().equals(entry.backup()))
                .findFirst()
                .orElseThrow(() -> new ConfigurationFailure(
                        "the catalog knows no complete backup " + backup.orElse("of " + plan.source()),
                        "Look at the table's items; `lifeboat rebuild-catalog` adds what lies in the store."));
    }

    private Restore.Result restore(Entry entry, Deadline deadline) {
        LOG.info("restoring {} to {}", entry.backup(), loading.address());
        var request = new RestoreRequest(
                entry.backup(),
                plan.threads(),
                plan.keep(),
                !plan.keep(),
                plan.users(),
                plan.definers(),
                false,
                true,
                RestoreRequest.CUT_BYTES,
                deadline);
        return new Restore(loading, reading, store, request, plan.progress()).run();
    }

    /// Beside the dump first: the store is the truth.
    private void record(Entry entry, Restore.Result result) {
        var verdict = result.verdict();
        new Verdicts(store).keep(verdict);
        catalog.judge(
                entry.run(),
                entry.backup(),
                new Entry.Verdict(
                        Entry.Verdict.State.valueOf(verdict.state().name()),
                        verdict.at(),
                        verdict.target(),
                        verdict.took().toSeconds(),
                        verdict.summary()));
        metrics.judged(plan.source(), verdict, result.findings().size());
        result.findings().forEach(finding -> LOG.warn("{}: {}", finding.object(), finding.text()));
        verdict.differences().forEach(difference -> LOG.error("{} {}", difference.object(), difference.text()));
        LOG.info("backup {} is {}", entry.backup(), verdict.state());
    }

    private static RestoreResult answer(Restore.Result result) {
        var verdict = result.verdict();
        return new RestoreResult(
                verdict.state().name(),
                verdict.backup(),
                verdict.target(),
                verdict.rows(),
                verdict.took().toMillis() / 1000.0,
                verdict.differences().stream()
                        .map(difference -> difference.object() + ": " + difference.text())
                        .toList(),
                result.findings().stream().map(BackupProof::line).toList());
    }

    private static String line(Finding finding) {
        return finding.object() + ": " + finding.text();
    }

    private static RestoreResult already(Entry entry) {
        return new RestoreResult(
                Verdict.State.VERIFIED.name(),
                entry.backup(),
                entry.verdict().map(Entry.Verdict::target).orElse(""),
                entry.facts().map(Entry.Facts::rows).orElse(0L),
                0,
                List.of(),
                List.of());
    }
}
