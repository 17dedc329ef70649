package backup;

import catalog.Entry;
import java.time.Duration;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// The figures that the alarms and the dashboard of `template.yaml` read, in the namespace `Lifeboat`, by
/// source.
final class BackupMetrics {
    static final String NAMESPACE = "Lifeboat";
    static final String SUCCEEDED = "BackupSucceeded";
    static final String FAILED = "BackupFailed";
    static final String COPIES_LOST = "BackupCopiesLost";

    private final Metrics metrics;

    BackupMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    void succeeded(String source, Entry entry, Entry.Facts facts, int copiesLost) {
        begin(source);
        metrics.addMetric(SUCCEEDED, 1, MetricUnit.COUNT);
        metrics.addMetric(FAILED, 0, MetricUnit.COUNT);
        metrics.addMetric("BackupRows", (double) facts.rows(), MetricUnit.COUNT);
        metrics.addMetric("BackupBytes", (double) facts.bytes(), MetricUnit.BYTES);
        metrics.addMetric("BackupStoredBytes", (double) facts.storedBytes(), MetricUnit.BYTES);
        metrics.addMetric(COPIES_LOST, copiesLost, MetricUnit.COUNT);
        metrics.addMetric("BackupNotes", (double) facts.notes(), MetricUnit.COUNT);
        metrics.addMetric(
                "BackupSeconds",
                Duration.between(entry.startedAt(), facts.finishedAt()).toMillis() / 1000.0,
                MetricUnit.SECONDS);
        metrics.flush();
    }

    void failed(String source) {
        begin(source);
        metrics.addMetric(FAILED, 1, MetricUnit.COUNT);
        metrics.flush();
    }

    private void begin(String source) {
        metrics.setNamespace(NAMESPACE);
        // Set, not added: further dimensions, which the library has by default, would hide the metric from the alarms.
        metrics.setDefaultDimensions(DimensionSet.of("Source", source));
    }
}
