package restore;

import base.Deadline;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda `RestoreFunction`: the backup function's result in, one verdict out. Lambda delivers that result as
/// `responsePayload` (its destination on success); by hand `{"backup": "ID"}` or `{}` for the newest do.
///
/// May run any number of times for one backup: a restore that ran out of time goes on where it stopped.
public final class RestoreHandler implements RequestHandler<Map<String, Object>, RestoreResult> {
    /// What is left for recording a failure when the time is over.
    private static final Duration RESERVE = Duration.ofSeconds(20);

    private final Supplier<BackupProof> proof;
    private final Clock clock;

    /// For Lambda: wires real clients from the environment.
    public RestoreHandler() {
        this(new RestoreWiring(RestoreSettings.from(System.getenv()))::backupProof, Clock.systemUTC());
    }

    /// `proof` is asked for at each invocation, so that a password that was rotated is read again.
    RestoreHandler(Supplier<BackupProof> proof, Clock clock) {
        this.proof = proof;
        this.clock = clock;
    }

    @Override
    public RestoreResult handleRequest(Map<String, Object> event, Context context) {
        var deadline = Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()), clock)
                .less(RESERVE);
        return PowertoolsLogging.withLogging(context, () -> proof.get().run(backup(event), deadline));
    }

    /// The backup that the event names, if it names one.
    static Optional<String> backup(Map<String, Object> event) {
        Object named =
                event.get("responsePayload") instanceof Map<?, ?> result ? result.get("backup") : event.get("backup");
        return Optional.ofNullable(named).map(String::valueOf).filter(id -> !id.isEmpty());
    }
}
