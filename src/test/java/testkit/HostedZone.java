package testkit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The failover records of a hosted zone, by the rules of Route 53.
record HostedZone(List<Entry> entries, Predicate<String> healthyChecks) {
    private static final String CLOUDFRONT = "Z2FDTNDATAQYW2";

    /// How long an answer for a load balancer or a distribution may be kept.
    private static final Duration TTL_OF_AWS = Duration.ofSeconds(60);

    /// Where an alias leads.
    record Alias(String name, String zone, boolean evaluatesHealth) {}

    /// One of the two records of a name, or the only one.
    record Entry(
            String zone,
            String name,
            String failover,
            Optional<String> healthCheck,
            Optional<Alias> alias,
            Duration ttl,
            String value) {

        static Entry of(Map<String, Object> properties) {
            var alias = Optional.ofNullable(properties.get("AliasTarget")).map(Entry::alias);
            boolean hasTtl = properties.containsKey("TTL") && properties.containsKey("ResourceRecords");
            if (alias.isPresent() == hasTtl || !text(properties, "Type").equals("A")) {
                throw new IllegalArgumentException("Route 53 would refuse the record " + properties);
            }
            return new Entry(
                    text(properties, "HostedZoneId"),
                    plain(text(properties, "Name")),
                    String.valueOf(properties.getOrDefault("Failover", "")),
                    Optional.ofNullable(properties.get("HealthCheckId")).map(String::valueOf),
                    alias,
                    hasTtl ? Duration.ofSeconds(Long.parseLong(text(properties, "TTL"))) : TTL_OF_AWS,
                    hasTtl ? value(properties) : "");
        }

        boolean isSimple() {
            return failover.isEmpty();
        }

        private static Alias alias(Object target) {
            var map = (Map<?, ?>) target;
            var alias = new Alias(
                    plain(String.valueOf(map.get("DNSName"))),
                    String.valueOf(map.get("HostedZoneId")),
                    Boolean.TRUE.equals(map.get("EvaluateTargetHealth")));
            if (alias.zone().equals(CLOUDFRONT) && alias.evaluatesHealth()) {
                throw new IllegalArgumentException("Route 53 cannot ask a distribution for its health");
            }
            return alias;
        }

        private static String value(Map<String, Object> properties) {
            return properties.get("ResourceRecords") instanceof List<?> values ? String.valueOf(values.getFirst()) : "";
        }

        private static String text(Map<String, Object> properties, String name) {
            return String.valueOf(properties.get(name));
        }
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }

    HostedZone with(Entry entry) {
        return new HostedZone(Stream.concat(entries.stream(), Stream.of(entry)).toList(), healthyChecks);
    }

    /// What a resolver answers for a name.
    Route53.Answer resolve(String name) {
        Entry chosen = choose(plain(name));
        return chosen.alias()
                .map(alias ->
                        isHere(chosen, alias) ? resolve(alias.name()) : new Route53.Answer(alias.name(), chosen.ttl()))
                .orElseGet(() -> new Route53.Answer(chosen.value(), chosen.ttl()));
    }

    /// A simple record is the only one of its name. The primary record also answers when neither is healthy.
    private Entry choose(String name) {
        var only = entries.stream()
                .filter(entry -> entry.name().equals(name) && entry.isSimple())
                .findFirst();
        return only.orElseGet(() -> chooseOfTwo(name));
    }

    private Entry chooseOfTwo(String name) {
        Entry primary = entry(name, "PRIMARY");
        Entry secondary = entry(name, "SECONDARY");
        return isHealthy(primary) || !isHealthy(secondary) ? primary : secondary;
    }

    private Entry entry(String name, String failover) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name) && entry.failover().equals(failover))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + failover + " record of " + name));
    }

    /// A record that asks nobody is always healthy. One that asks both its check and its target needs both.
    private boolean isHealthy(Entry entry) {
        return entry.healthCheck().filter(healthyChecks.negate()).isEmpty()
                && entry.alias()
                        .filter(Alias::evaluatesHealth)
                        .filter(alias -> !isTargetHealthy(entry, alias))
                        .isEmpty();
    }

    private boolean isTargetHealthy(Entry entry, Alias alias) {
        if (!isHere(entry, alias)) {
            throw new IllegalArgumentException("the health of " + alias.name() + " is nothing this zone knows");
        }
        return entries.stream()
                .filter(target -> target.name().equals(alias.name()))
                .anyMatch(this::isHealthy);
    }

    private static boolean isHere(Entry entry, Alias alias) {
        return alias.zone().equals(entry.zone());
    }
}
