package testkit;

import com.azure.storage.blob.BlobContainerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The public name of the shop and what it may lead to: the sites in AWS and Azure, the maintenance page, and the gates
/// between them, steered by the records of `template.yaml`.
public final class LocalTraffic implements AutoCloseable {
    public static final String WWW = "www.shop.example";
    public static final String AWS = "shop-1.ap-northeast-2.elb.amazonaws.com";
    public static final String AZURE = "203.0.113.7";
    /// The distribution, by its name in the template as DNS compares names.
    public static final String PAGE = "maintenancesite";
    public static final String GATES = Azurite.ACCOUNT + ".z12.web.core.windows.net";
    /// The name by which the site in AWS is checked.
    public static final String AWS_CHECK = "aws.shop.example";

    /// The template's parameters for these names.
    public static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("Part", "away"),
            Map.entry("AWS::Region", "us-east-1"),
            Map.entry("HostedZoneId", "Z0123456789SHOP"),
            Map.entry("PublicName", WWW),
            Map.entry("TrafficName", "traffic.shop.example"),
            Map.entry("StandbyName", "standby.shop.example"),
            Map.entry("PrimaryAlbDnsName", AWS),
            Map.entry("PrimaryAlbZoneId", "ZWKZPGTI48KDX"),
            Map.entry("PrimaryCheckName", AWS_CHECK),
            Map.entry("DrAddress", AZURE),
            Map.entry("DrCheckName", WWW),
            Map.entry("GatesHost", GATES));

    private static final Stack STACK = new Stack(Template.read(), PARAMETERS);

    private final StaticWebsite website;
    private final Map<String, URI> sites;
    private final Route53 route53;
    private @Nullable LocalDistribution distribution;

    /// `container` holds the static website; `aws` and `azure` are the two sites.
    public LocalTraffic(BlobContainerClient container, URI aws, URI azure, Clock clock) {
        website = StaticWebsite.start(container, GATES);
        sites = Map.of(AWS_CHECK, aws, AWS, aws, AZURE, azure, GATES, website.url());
        route53 = new Route53(STACK, sites::get, clock).with(steering());
    }

    /// The record that the person who deploys makes in the end, from the very file that the documentation names.
    public static Map<String, Object> steering() {
        try {
            var file = Files.readString(Scripts.root().resolve("docs/steer.json"));
            var change = (Map<?, ?>)
                    Stack.items(new JsonText(file).members(), "Changes").getFirst();
            var record = new LinkedHashMap<String, Object>();
            Stack.section(change, "ResourceRecordSet").forEach(record::put);
            record.put("HostedZoneId", PARAMETERS.getOrDefault("HostedZoneId", ""));
            return record;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Route53 route53() {
        return route53;
    }

    public StaticWebsite website() {
        return website;
    }

    /// Where a visitor goes who looks the public name up now.
    public String endpoint() {
        return route53.resolve(WWW).endpoint();
    }

    /// The same, on this machine.
    public URI visited() {
        String endpoint = endpoint();
        @Nullable URI url = endpoint.equals(PAGE) ? page() : sites.get(endpoint);
        if (url == null) {
            throw new IllegalStateException("nobody lives at " + endpoint);
        }
        return url;
    }

    /// The maintenance page, as visitors get it.
    public synchronized URI page() {
        if (distribution == null) {
            distribution = LocalDistribution.start(STACK, website.url());
        }
        return distribution.url();
    }

    /// The same in a word: `aws`, `page` or `azure`.
    public String visitedName() {
        return switch (endpoint()) {
            case AWS -> "aws";
            case AZURE -> "azure";
            default -> "page";
        };
    }

    @Override
    public synchronized void close() {
        route53.close();
        website.close();
        if (distribution != null) {
            distribution.close();
        }
    }
}
