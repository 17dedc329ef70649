package incident;

import java.time.Instant;

/// Why a failover began. `by` names the alarm or the person; `at` is when the alarm changed, which is as near as one
/// gets to the moment of the outage.
public record Trigger(String by, Instant at) {
    /// Alarms have an ARN.
    public boolean isAlarm() {
        return by.startsWith("arn:");
    }
}
