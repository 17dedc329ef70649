package backup;

import base.Deadline;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda `BackupFunction`: the schedule's event in, one backup out. May run any number of times for one night;
/// one backup is made. The event's `time` is the scheduled one, so that a late or repeated delivery means the
/// same night.
public final class BackupHandler implements RequestHandler<ScheduledEvent, BackupResult> {
    /// What is left for recording a failure when the time is over.
    private static final Duration RESERVE = Duration.ofSeconds(20);

    private final Supplier<NightlyBackup> backup;
    private final Clock clock;

    /// For Lambda: wires real clients from the environment.
    public BackupHandler() {
        var settings = BackupSettings.from(System.getenv());
        this(new BackupWiring(settings)::nightlyBackup, Clock.systemUTC());
    }

    /// `backup` is asked for at each invocation, so that a password that was rotated is read again.
    BackupHandler(Supplier<NightlyBackup> backup, Clock clock) {
        this.backup = backup;
        this.clock = clock;
    }

    @Override
    public BackupResult handleRequest(ScheduledEvent event, Context context) {
        var deadline = Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()), clock)
                .less(RESERVE);
        Instant scheduled = Instant.ofEpochMilli(event.getTime().getMillis());
        return PowertoolsLogging.withLogging(context, () -> backup.get().run(scheduled, deadline));
    }
}
