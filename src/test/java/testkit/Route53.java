package testkit;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Route 53 on this machine: the health checks and records of `template.yaml`, by the published rules. Its checks
/// are real requests to real servers.
public final class Route53 implements AutoCloseable {
    /// Where a name leads, and for how long that may be kept.
    public record Answer(String endpoint, Duration ttl) {}

    private final Map<String, EndpointCheck> endpoints = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> calculated = new LinkedHashMap<>();
    private HostedZone zone;
    private final Clock clock;
    private @Nullable ScheduledExecutorService background;

    /// `sites` says where on this machine a host name or address of the template is.
    public Route53(Stack stack, Function<String, @Nullable URI> sites, Clock clock) {
        this.clock = clock;
        stack.resources("AWS::Route53::HealthCheck").forEach((name, properties) -> {
            var config = Stack.section(properties, "HealthCheckConfig");
            if ("CALCULATED".equals(config.get("Type"))) {
                calculated.put(name, config);
            } else {
                endpoints.put(name, new EndpointCheck(config, sites));
            }
        });
        this.zone = stack.resources("AWS::Route53::RecordSet").values().stream()
                .map(HostedZone.Entry::of)
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(), entries -> new HostedZone(entries, this::healthy)));
    }

    /// Adds a record that somebody else made in the zone, a simple one.
    public Route53 with(Map<String, Object> record) {
        zone = zone.with(HostedZone.Entry.of(record));
        return this;
    }

    /// Runs the checks that are due, all at once, and waits for them.
    public void tick() {
        Instant now = clock.instant();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            endpoints.values().forEach(check -> executor.execute(() -> check.tick(now)));
        }
    }

    /// Whether the health check with this logical name is healthy.
    public boolean healthy(String check) {
        var config = calculated.get(check);
        if (config == null) {
            return endpoint(check).healthy();
        }
        long healthy = ((List<?>) config.getOrDefault("ChildHealthChecks", List.of()))
                .stream().filter(child -> healthy(String.valueOf(child))).count();
        boolean inverted = (boolean) config.getOrDefault("Inverted", false);
        return healthy >= (int) config.getOrDefault("HealthThreshold", 0) != inverted;
    }

    private EndpointCheck endpoint(String name) {
        var check = endpoints.get(name);
        if (check == null) {
            throw new IllegalArgumentException("no health check " + name);
        }
        return check;
    }

    /// What a resolver that kept nothing answers now.
    public Answer resolve(String name) {
        return zone.resolve(name);
    }

    /// Lets the checks run by themselves. The clock should go by itself too.
    public Route53 runInBackground() {
        background = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("route53").factory());
        var _ = background.scheduleWithFixedDelay(this::tick, 0, 50, TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public void close() {
        if (background != null) {
            background.shutdownNow();
        }
    }
}
