package backup;

import base.Failure;
import catalog.BackupCatalog;
import catalog.Claim;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the catalog every thirty seconds that the backup is alive, until it is closed.
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final BackupCatalog catalog;
    private final Claim.Granted claim;
    private final Thread thread;

    private Heartbeat(BackupCatalog catalog, Claim.Granted claim) {
        this.catalog = catalog;
        this.claim = claim;
        this.thread = Thread.ofVirtual().name("heartbeat").unstarted(this::keepBeating);
    }

    static Heartbeat start(BackupCatalog catalog, Claim.Granted claim) {
        var heartbeat = new Heartbeat(catalog, claim);
        heartbeat.thread.start();
        return heartbeat;
    }

    /// One beat now. Fails if the run is no longer ours.
    void beat() {
        catalog.heartbeat(claim);
    }

    private void keepBeating() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                tryToBeat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A missed beat is no reason to stop; the beat before the seal decides.
    private void tryToBeat() {
        try {
            beat();
        } catch (Failure missed) {
            LOG.warn("a heartbeat was missed: {}", missed.summary());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
