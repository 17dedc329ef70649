package failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import failover.AlarmGuard.Decision;
import incident.Beginning;
import incident.Failover;
import incident.Failover.Kind;
import incident.Failovers;
import incident.Launch;
import incident.Trigger;
import incident.Wanted;
import java.util.ArrayList;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda `AlarmFunction`: the health-check alarm, through SNS, starts the failover. At most one is open, however
/// often,
/// late or mixed up alarms arrive. May run any number of times for one message.
public final class AlarmHandler implements RequestHandler<SNSEvent, AlarmResult> {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmHandler.class);

    private final AlarmGuard guard;
    private final Failovers failovers;
    private final Launch launch;
    private final String site;
    private final Failover.Approval approval;

    /// For Lambda: wires real clients from the environment.
    public AlarmHandler() {
        this(new Wiring(System.getenv()));
    }

    AlarmHandler(Wiring wiring) {
        this(wiring.alarmGuard(), wiring.failovers(), wiring.launch(), wiring.site(), wiring.approval());
    }

    AlarmHandler(AlarmGuard guard, Failovers failovers, Launch launch, String site, Failover.Approval approval) {
        this.guard = guard;
        this.failovers = failovers;
        this.launch = launch;
        this.site = site;
        this.approval = approval;
    }

    @Override
    public AlarmResult handleRequest(SNSEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> {
            var answers = new ArrayList<String>();
            for (var message : event.getRecords()) {
                String answer = answer(guard.decide(message));
                LOG.info("{}", answer);
                answers.add(answer);
            }
            return new AlarmResult(answers);
        });
    }

    private String answer(Decision decision) {
        return switch (decision) {
            case Decision.Ignore(String why) -> "ignored: " + why;
            case Decision.Observe(Alarm alarm) -> observe(alarm);
            case Decision.Start(Alarm alarm) -> start(alarm);
        };
    }

    private String observe(Alarm alarm) {
        return failovers
                .open(Kind.REAL)
                .map(open -> note(open, "the alarm says OK since " + alarm.changedAt()))
                .orElse("the alarm says OK; no failover is open");
    }

    private String start(Alarm alarm) {
        var trigger = new Trigger(alarm.arn(), alarm.changedAt());
        var beginning = launch.start(new Wanted(site, Kind.REAL, approval, trigger, Optional.empty()));
        return switch (beginning) {
            case Beginning.Granted(Failover failover) -> "the failover " + failover.id() + " is " + failover.state();
            case Beginning.Busy(Failover open) -> note(open, "the alarm rang again at " + alarm.changedAt());
            case Beginning.Replay replay -> "ignored: a newer alarm was acted upon before";
        };
    }

    private String note(Failover open, String text) {
        failovers.note(open.id(), text);
        return text + "; the failover " + open.id() + " is " + open.state();
    }
}
