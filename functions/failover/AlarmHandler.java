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
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda `AlarmFunction`: the health-check alarm, through SNS, starts the failover. At most one is open, however
/// often, late or mixed up alarms arrive. Once a day it starts a rehearsal in the same way. May run any number of times
/// for one message.
public final class AlarmHandler implements RequestHandler<SNSEvent, AlarmResult> {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmHandler.class);

    private final AlarmGuard guard;
    private final Failovers failovers;
    private final Launch launch;
    private final String site;
    private final Failover.Approval approval;
    private final Operators operators;
    private final Clock clock;

    /// For Lambda: wires real clients from the environment.
    public AlarmHandler() {
        this(new Wiring(System.getenv()));
    }

    AlarmHandler(Wiring wiring) {
        this(
                wiring.alarmGuard(),
                wiring.failovers(),
                wiring.launch(),
                wiring.site(),
                wiring.approval(),
                wiring.operators(),
                wiring.clock());
    }

    AlarmHandler(
            AlarmGuard guard,
            Failovers failovers,
            Launch launch,
            String site,
            Failover.Approval approval,
            Operators operators,
            Clock clock) {
        this.guard = guard;
        this.failovers = failovers;
        this.launch = launch;
        this.site = site;
        this.approval = approval;
        this.operators = operators;
        this.clock = clock;
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
            case Decision.Late(Alarm alarm, long minutes) -> late(alarm, minutes);
            case Decision.Observe(Alarm alarm) -> observe(alarm);
            case Decision.Start(Alarm alarm) -> start(alarm);
            case Decision.Rehearse rehearse -> "began the rehearsal " + launch.rehearse(clock.instant());
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
            case Beginning.Busy(Failover open) -> ringAgain(open, alarm);
            case Beginning.Replay replay -> "ignored: a newer alarm was acted upon before";
        };
    }

    /// Nothing moves while one is held, so nobody may believe that this alarm is taken care of.
    private String ringAgain(Failover open, Alarm alarm) {
        if (open.state() == Failover.State.HELD) {
            operators.tell(
                    "The alarm of " + site + " rang, and NOTHING BEGINS",
                    "The failover " + open.id() + " is held and must be ended first.\n\nlifeboat status\n"
                            + "lifeboat failover --resume   or   lifeboat failover --stand-down\n");
        }
        return note(open, "the alarm rang again at " + alarm.changedAt());
    }

    private String late(Alarm alarm, long minutes) {
        operators.tell(
                "An alarm of " + site + " came too late, and NOTHING BEGINS",
                "The alarm changed at " + alarm.changedAt() + ", which is " + minutes
                        + " minutes ago. If the site is down:\n\nlifeboat failover\n");
        return "ignored: the alarm changed " + minutes + " minutes ago";
    }

    private String note(Failover open, String text) {
        failovers.note(open.id(), text);
        return text + "; the failover " + open.id() + " is " + open.state();
    }
}
