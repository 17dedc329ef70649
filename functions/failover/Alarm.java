package failover;

import base.CorruptionFailure;
import engine.format.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// What CloudWatch tells when an alarm changes its state. Fields as in the message of its SNS action.
record Alarm(String arn, String account, String state, Instant changedAt) {
    /// `2026-11-22T03:15:00.000+0000`
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    /// Empty if the text is no such message.
    static Optional<Alarm> parse(String message) {
        try {
            var json = Json.read(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)), "the message");
            return Optional.of(new Alarm(
                    json.text("AlarmArn"),
                    json.text("AWSAccountId"),
                    json.text("NewStateValue"),
                    TIME.parse(json.text("StateChangeTime"), Instant::from)));
        } catch (CorruptionFailure | DateTimeException e) {
            return Optional.empty();
        }
    }
}
