package failover;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Decides what a message may cause. Anybody who can publish, or replay, must not be able to move a site: the topic,
/// the alarm, its account, its new state and the age of the change must all be right.
final class AlarmGuard {
    /// SNS and the alarm itself are minutes late at worst.
    static final Duration AGE_MAX = Duration.ofMinutes(15);
    /// The source of the daily event; SNS itself writes another one into every message.
    private static final String REHEARSAL = "lifeboat:rehearsal";

    /// Two clocks never agree.
    private static final Duration AHEAD_MAX = Duration.ofMinutes(2);

    private final String topicArn;
    private final String alarmArn;
    private final Clock clock;

    AlarmGuard(String topicArn, String alarmArn, Clock clock) {
        this.topicArn = topicArn;
        this.alarmArn = alarmArn;
        this.clock = clock;
    }

    /// What a message is good for.
    sealed interface Decision {
        /// The primary is down, says the alarm.
        record Start(Alarm alarm) implements Decision {}

        /// Worth a note if a failover is open.
        record Observe(Alarm alarm) implements Decision {}

        /// The alarm, but of a time that may be long over.
        record Late(Alarm alarm, long minutes) implements Decision {}

        record Ignore(String why) implements Decision {}

        /// It is time to rehearse.
        record Rehearse() implements Decision {}
    }

    Decision decide(SNSEvent.SNSRecord message) {
        if (REHEARSAL.equals(message.getEventSource())) {
            return new Decision.Rehearse();
        }
        if (!"aws:sns".equals(message.getEventSource())
                || !topicArn.equals(message.getSNS().getTopicArn())) {
            return new Decision.Ignore("not from the topic of the alarm");
        }
        return Optional.ofNullable(message.getSNS().getMessage())
                .flatMap(Alarm::parse)
                .map(this::decide)
                .orElseGet(() -> new Decision.Ignore("not the message of an alarm"));
    }

    private Decision decide(Alarm alarm) {
        if (!alarmArn.equals(alarm.arn()) || !alarm.account().equals(alarmArn.split(":", -1)[4])) {
            return new Decision.Ignore("another alarm: " + alarm.arn());
        }
        return switch (alarm.state()) {
            case "ALARM" -> fresh(alarm);
            case "OK" -> new Decision.Observe(alarm);
            default -> new Decision.Ignore("the state " + alarm.state() + " tells nothing");
        };
    }

    private Decision fresh(Alarm alarm) {
        var age = Duration.between(alarm.changedAt(), clock.instant());
        boolean isFresh = age.compareTo(AGE_MAX) <= 0 && age.compareTo(AHEAD_MAX.negated()) >= 0;
        return isFresh ? new Decision.Start(alarm) : new Decision.Late(alarm, age.toMinutes());
    }
}
