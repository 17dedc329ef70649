package failover;

import incident.Readiness;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// The figures that the alarms and the dashboard of `template.yaml` read, in the namespace `Lifeboat`, by source.
final class FailoverMetrics {
    static final String NAMESPACE = "Lifeboat";
    /// 1 if every function could have done its work. That it is missing for a day is an alarm too.
    static final String READY = "FailoverReady";
    /// How many functions could not.
    static final String FAILURES = "RehearsalFailures";
    /// 1 while a failover is open.
    static final String OPEN = "FailoverOpen";

    private final Metrics metrics;
    private final String site;

    FailoverMetrics(Metrics metrics, String site) {
        this.metrics = metrics;
        this.site = site;
    }

    void rehearsed(Readiness readiness) {
        begin();
        metrics.addMetric(READY, readiness.isReady() ? 1 : 0, MetricUnit.COUNT);
        metrics.addMetric(FAILURES, readiness.problems().size(), MetricUnit.COUNT);
        metrics.flush();
    }

    void open(boolean isOpen) {
        begin();
        metrics.addMetric(OPEN, isOpen ? 1 : 0, MetricUnit.COUNT);
        metrics.flush();
    }

    private void begin() {
        metrics.setNamespace(NAMESPACE);
        // Set, not added: further dimensions, which the library has by default, would hide the metric from the alarms.
        metrics.setDefaultDimensions(DimensionSet.of("Source", site));
    }
}
