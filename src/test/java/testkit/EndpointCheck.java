package testkit;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A Route 53 health check of a site. It changes its mind after as many results in a row as its threshold says,
/// in both directions. Before it knows better it takes the site for healthy; if it is inverted, for unhealthy.
/// One checker stands for the many that Route 53 has.
final class EndpointCheck {
    private static final Set<String> TYPES = Set.of("HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH");
    private static final int TEXT_MAX = 255;

    private final Duration interval;
    private final int threshold;
    private final boolean inverted;
    private final Probe probe;
    private final String connectsTo;
    private final Function<String, @Nullable URI> sites;
    private Instant due = Instant.MIN;
    private boolean answers = true;
    private int different;

    /// `sites` says where on this machine a host name or address is.
    EndpointCheck(Map<String, Object> config, Function<String, @Nullable URI> sites) {
        this.interval = Duration.ofSeconds((int) config.getOrDefault("RequestInterval", 30));
        this.threshold = (int) config.getOrDefault("FailureThreshold", 3);
        this.inverted = (boolean) config.getOrDefault("Inverted", false);
        this.sites = sites;
        String type = String.valueOf(config.get("Type"));
        String name = String.valueOf(config.get("FullyQualifiedDomainName"));
        this.connectsTo = String.valueOf(config.getOrDefault("IPAddress", name));
        var text = Optional.ofNullable(config.get("SearchString")).map(String::valueOf);
        this.probe = new Probe(name, String.valueOf(config.get("ResourcePath")), text);
        boolean valid = TYPES.contains(type)
                && Set.of(10L, 30L).contains(interval.toSeconds())
                && threshold >= 1
                && threshold <= 10
                && type.endsWith("_STR_MATCH") == text.isPresent()
                && text.orElse("").length() <= TEXT_MAX;
        site();
        if (!valid) {
            throw new IllegalArgumentException("Route 53 would refuse the health check " + config);
        }
    }

    private URI site() {
        return Optional.ofNullable(sites.apply(connectsTo))
                .orElseThrow(() -> new IllegalArgumentException("nobody says where " + connectsTo + " is"));
    }

    synchronized void tick(Instant now) {
        if (now.isBefore(due)) {
            return;
        }
        due = now.plus(interval);
        different = probe.passes(site()) == answers ? 0 : different + 1;
        if (different == threshold) {
            answers = !answers;
            different = 0;
        }
    }

    synchronized boolean healthy() {
        return answers != inverted;
    }
}
