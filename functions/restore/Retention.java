package restore;

import base.Failure;
import catalog.BackupCatalog;
import catalog.RetentionPolicy;
import catalog.RetentionPolicy.Candidate;
import engine.stored.Pruning;
import engine.stored.Survey;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes the backups that the policy does not keep, when there is a new verdict. Whatever goes wrong here
/// spoils no verdict and no backup; it is told, and tried again the next night.
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final RetentionPolicy policy;
    private final Pruning pruning;
    private final BackupCatalog catalog;
    private final String source;
    private final RestoreMetrics metrics;
    private final Clock clock;

    Retention(
            RetentionPolicy policy,
            Pruning pruning,
            BackupCatalog catalog,
            String source,
            RestoreMetrics metrics,
            Clock clock) {
        this.policy = policy;
        this.pruning = pruning;
        this.catalog = catalog;
        this.source = source;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Never fails.
    void prune() {
        int deleted = 0;
        int failures = 0;
        try {
            var candidates = pruning.look().stream().map(Retention::candidate).toList();
            for (var candidate : policy.plan(candidates, clock.instant()).with(RetentionPolicy.Action.DELETE)) {
                switch (pruning.delete(candidate.id())) {
                    case Pruning.Outcome.Deleted gone -> {
                        deleted++;
                        forget(candidate.id());
                    }
                    case Pruning.Outcome.Held held -> LOG.info("{} stays: {}", candidate.id(), held.why());
                    case Pruning.Outcome.Failed failed -> {
                        failures++;
                        LOG.error(
                                "{} is not deleted: {}",
                                candidate.id(),
                                failed.failure().summary());
                    }
                }
            }
        } catch (Failure failure) {
            failures++;
            LOG.error("old backups are not deleted: {}", failure.summary());
        }
        metrics.pruned(source, deleted, failures);
    }

    private static Candidate candidate(Survey.Found found) {
        return new Candidate(
                found.dump().id(),
                found.source(),
                found.moment(),
                RetentionPolicy.State.valueOf(found.state().name()),
                found.pinned(),
                found.beingRead());
    }

    private void forget(String backup) {
        LOG.info("{} is deleted", backup);
        catalog.list(source).stream()
                .filter(entry -> entry.backup().equals(backup))
                .forEach(entry -> catalog.forget(entry.run(), backup));
    }
}
