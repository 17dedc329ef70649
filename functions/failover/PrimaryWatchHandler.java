package failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import incident.Failover;
import incident.Failovers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// Lambda `PrimaryWatchFunction`: once a minute, keeps the old primary shut while a failover is open. May run any
/// number of times.
public final class PrimaryWatchHandler implements RequestHandler<ScheduledEvent, String> {
    private static final Logger LOG = LoggerFactory.getLogger(PrimaryWatchHandler.class);

    private final PrimaryWatch watch;
    private final Failovers failovers;
    private final FailoverMetrics metrics;

    /// For Lambda: wires real clients from the environment.
    public PrimaryWatchHandler() {
        this(new Wiring(System.getenv()));
    }

    PrimaryWatchHandler(Wiring wiring) {
        this.watch = wiring.primaryWatch();
        this.failovers = wiring.failovers();
        this.metrics = new FailoverMetrics(MetricsFactory.getMetricsInstance(), wiring.site());
    }

    @Override
    public String handleRequest(ScheduledEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> {
            String seen = watch.look();
            LOG.info("{}", seen);
            metrics.open(failovers.open(Failover.Kind.REAL).isPresent());
            return seen;
        });
    }
}
