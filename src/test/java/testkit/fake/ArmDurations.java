package testkit.fake;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How long Azure takes. The figures are of the size that users report; they can be set one by one, and all be
/// made shorter at once.
public final class ArmDurations {
    private static final Map<String, Duration> USUAL = Map.ofEntries(
            Map.entry(ArmTypes.GATEWAY + " create", Duration.ofMinutes(8)),
            Map.entry(ArmTypes.GATEWAY + " update", Duration.ofMinutes(2)),
            Map.entry(ArmTypes.GATEWAY + " start", Duration.ofMinutes(4)),
            Map.entry(ArmTypes.GATEWAY + " stop", Duration.ofMinutes(2)),
            Map.entry(ArmTypes.GATEWAY + " delete", Duration.ofMinutes(4)),
            Map.entry(ArmTypes.DATABASE + " create", Duration.ofMinutes(7)),
            Map.entry(ArmTypes.DATABASE + " update", Duration.ofMinutes(1)),
            Map.entry(ArmTypes.DATABASE + " start", Duration.ofMinutes(3)),
            Map.entry(ArmTypes.DATABASE + " stop", Duration.ofMinutes(2)),
            Map.entry(ArmTypes.DATABASE + " delete", Duration.ofMinutes(2)),
            Map.entry("microsoft.resources/deployments whatif", Duration.ofSeconds(25)),
            Map.entry(ArmTypes.MACHINE + " create", Duration.ofSeconds(75)),
            Map.entry(ArmTypes.MACHINE + " update", Duration.ofSeconds(15)),
            Map.entry(ArmTypes.MACHINE + " start", Duration.ofSeconds(50)),
            Map.entry(ArmTypes.MACHINE + " deallocate", Duration.ofMinutes(1)),
            Map.entry(ArmTypes.MACHINE + " delete", Duration.ofSeconds(45)));

    private final Map<String, Duration> set = new ConcurrentHashMap<>();
    private volatile double factor = 1;

    /// Says how long `verb` takes on `type`: create, update, delete, or the name of an action.
    public ArmDurations takes(String type, String verb, Duration how) {
        set.put(key(type, verb), how);
        return this;
    }

    /// Multiplies every duration.
    public ArmDurations times(double by) {
        factor = by;
        return this;
    }

    Duration of(String type, String verb) {
        String key = key(type, verb);
        var usual = USUAL.getOrDefault(key, Duration.ofSeconds(5));
        return Duration.ofMillis((long) (set.getOrDefault(key, usual).toMillis() * factor));
    }

    private static String key(String type, String verb) {
        return (type + " " + verb).toLowerCase(Locale.ROOT);
    }
}
