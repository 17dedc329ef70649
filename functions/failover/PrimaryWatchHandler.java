package failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda `PrimaryWatchFunction`: once a minute, keeps the old primary shut while a failover is open. May run any
/// number of times.
public final class PrimaryWatchHandler implements RequestHandler<ScheduledEvent, String> {
    private static final Logger LOG = LoggerFactory.getLogger(PrimaryWatchHandler.class);

    private final PrimaryWatch watch;

    /// For Lambda: wires real clients from the environment.
    public PrimaryWatchHandler() {
        this(new Wiring(System.getenv()));
    }

    PrimaryWatchHandler(Wiring wiring) {
        this.watch = wiring.primaryWatch();
    }

    @Override
    public String handleRequest(ScheduledEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> {
            String seen = watch.look();
            LOG.info("{}", seen);
            return seen;
        });
    }
}
