package restore;

import engine.stored.Verdict;
import java.time.Duration;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// The figures that the alarms and the dashboard of `template.yaml` read, in the namespace `Lifeboat`, by
/// source.
final class RestoreMetrics {
    static final String NAMESPACE = "Lifeboat";
    static final String VERIFIED = "BackupVerified";
    static final String NOT_VERIFIED = "BackupNotVerified";
    static final String AGE = "NewestVerifiedBackupAge";

    private final Metrics metrics;

    RestoreMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    void judged(String source, Verdict verdict, int findings) {
        begin(source);
        boolean isVerified = verdict.state() == Verdict.State.VERIFIED;
        metrics.addMetric(VERIFIED, isVerified ? 1 : 0, MetricUnit.COUNT);
        metrics.addMetric(NOT_VERIFIED, isVerified ? 0 : 1, MetricUnit.COUNT);
        metrics.addMetric("RestoreRows", (double) verdict.rows(), MetricUnit.COUNT);
        metrics.addMetric("RestoreSeconds", verdict.took().toMillis() / 1000.0, MetricUnit.SECONDS);
        metrics.addMetric("RestoreFindings", findings, MetricUnit.COUNT);
        metrics.flush();
    }

    void failed(String source) {
        begin(source);
        metrics.addMetric(NOT_VERIFIED, 1, MetricUnit.COUNT);
        metrics.flush();
    }

    void pruned(String source, int deleted, int failures) {
        begin(source);
        metrics.addMetric("BackupsDeleted", deleted, MetricUnit.COUNT);
        metrics.addMetric("PruneFailures", failures, MetricUnit.COUNT);
        metrics.flush();
    }

    void age(String source, Duration age) {
        begin(source);
        metrics.addMetric(AGE, (double) age.toSeconds(), MetricUnit.SECONDS);
        metrics.flush();
    }

    private void begin(String source) {
        metrics.setNamespace(NAMESPACE);
        // Set, not added: further dimensions, which the library has by default, would hide the metric from the alarms.
        metrics.setDefaultDimensions(DimensionSet.of("Source", source));
    }
}
