package incident;

import incident.Failover.Approval;
import incident.Failover.Kind;
import incident.Failover.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/// A failover that somebody wants.
public record Wanted(String site, Kind kind, Approval approval, Trigger trigger, Optional<String> backup) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    Failover failover(long epoch, Instant now) {
        return new Failover(
                id(),
                epoch,
                site,
                kind,
                approval,
                trigger,
                backup,
                State.RUNNING,
                now,
                Optional.empty(),
                1,
                List.of(),
                List.of());
    }

    /// One trigger has one name, such as `20261122T031500-shop-1f3a90c2`, or with `-drill` at its end. Executions
    /// and deployments are named after it, so it holds letters, digits and dashes only.
    String id() {
        var hash = new CRC32();
        hash.update((kind + trigger.by() + trigger.at()).getBytes(StandardCharsets.UTF_8));
        String name = site.replaceAll("[^A-Za-z0-9-]", "-");
        return "%s-%s-%08x%s"
                .formatted(
                        TIME.format(trigger.at()),
                        name.substring(0, Math.min(20, name.length())),
                        hash.getValue(),
                        kind == Kind.DRILL ? "-drill" : "");
    }
}
