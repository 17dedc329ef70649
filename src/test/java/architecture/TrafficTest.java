package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import base.Deadline;
import cloud.azure.AzureGateStore;
import cloud.azure.HttpPublicGates;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import incident.FirstGates;
import incident.Gate;
import incident.GateState;
import incident.Gates;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import testkit.LocalSite;
import testkit.LocalTraffic;
import testkit.Route53;
import testkit.SharedClouds;
import testkit.Stack;
import testkit.StaticWebsite;
import testkit.Template;
import testkit.TestClock;
import testkit.Visitor;

/// Where visitors go, by the template's own health checks and records, with real gates and real requests.
final class TrafficTest {

    /// How long a checker waits for a site that is silent.
    private static final int CONNECT_SECONDS = 4;

    private static final int STATUS_SECONDS = 2;

    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final LocalSite aws = LocalSite.start("aws");
    private final LocalSite azure = LocalSite.start("azure");
    private final BlobContainerClient container = SharedClouds.get().container(SharedClouds.name());
    private final StaticWebsite website = StaticWebsite.start(container, LocalTraffic.GATES);
    private final Map<String, URI> sites =
            Map.of("aws.shop.example", aws.url(), LocalTraffic.AZURE, azure.url(), LocalTraffic.GATES, website.url());
    private final Route53 route53 = new Route53(new Stack(Template.read(), LocalTraffic.PARAMETERS), sites::get, clock)
            .with(LocalTraffic.steering());
    private final Gates gates =
            new Gates(new AzureGateStore(container), new HttpPublicGates(website.url()), clock, () -> {});

    @BeforeEach
    void begin() {
        azure.answers(503);
        pass(60);
    }

    @AfterEach
    void end() {
        aws.close();
        azure.close();
        website.close();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            route53.tick();
        }
    }

    private static int number(Map<String, Object> config, String name) {
        return Integer.parseInt(String.valueOf(config.get(name)));
    }

    private String visitors() {
        return route53.resolve(LocalTraffic.WWW).endpoint();
    }

    private Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20), Clock.systemUTC());
    }

    private void failOver() {
        aws.answers(500);
        pass(40);
        azure.answers(200);
        gates.open(1, "f", soon());
        pass(40);
    }

    @Test
    void whileAwsIsFineVisitorsGoThere() {
        assertThat(visitors()).isEqualTo(LocalTraffic.AWS);
    }

    @Test
    void whenAwsFailsVisitorsGetThePage() {
        aws.answers(500);
        pass(40);
        assertThat(visitors()).isEqualTo(LocalTraffic.PAGE);
    }

    @Test
    void aSiteInAzureThatIsNotOpenGetsNobody() {
        azure.answers(200);
        pass(40);
        assertThat(visitors()).isEqualTo(LocalTraffic.AWS);
        aws.answers(500);
        pass(40);
        assertThat(visitors()).isEqualTo(LocalTraffic.PAGE);
    }

    @Test
    void whenAzureIsOpenVisitorsGoThere() {
        failOver();
        assertThat(visitors()).isEqualTo(LocalTraffic.AZURE);
    }

    @Test
    void whenBothSitesFailVisitorsGetThePage() {
        failOver();
        azure.answers(500);
        pass(40);
        assertThat(visitors()).isEqualTo(LocalTraffic.PAGE);
    }

    @Test
    void anAwsThatComesBackStaysBlockedUntilTheFailback() {
        failOver();
        aws.answers(200);
        pass(300);
        assertThat(visitors()).isEqualTo(LocalTraffic.AZURE);
        azure.answers(500);
        pass(40);
        assertThat(visitors()).as("blocked also while Azure fails").isEqualTo(LocalTraffic.PAGE);
        gates.shut(1, "f", soon());
        pass(40);
        assertThat(visitors()).isEqualTo(LocalTraffic.AWS);
    }

    @Test
    void anOutageOfAzureHarmsNoHealthyAws() {
        website.down(true);
        pass(300);
        assertThat(visitors()).isEqualTo(LocalTraffic.AWS);
        website.down(false);
        pass(300);
        assertThat(visitors()).isEqualTo(LocalTraffic.AWS);
    }

    /// The price of that: a block counts only while it is seen. An AWS that was fenced does not answer.
    @Test
    void anOutageOfTheGatesDuringAFailoverLeavesThePageOrAnAwsThatAnswers() {
        failOver();
        website.down(true);
        pass(40);
        assertThat(visitors()).isEqualTo(LocalTraffic.PAGE);
        aws.answers(200);
        pass(40);
        assertThat(visitors()).isEqualTo(LocalTraffic.AWS);
        website.down(false);
        pass(40);
        assertThat(visitors()).isEqualTo(LocalTraffic.AZURE);
    }

    @Test
    void aSpoiledGateHarmsNoHealthyAws() {
        for (String text :
                new String[] {"", "open", "{\"state\": \"open\"}", "x".repeat(6000) + "\"state\":\"open\""}) {
            container.getBlobClient(Gate.PRIMARY_BLOCKED.blob()).upload(BinaryData.fromString(text), true);
            pass(40);
            assertThat(visitors()).isEqualTo(LocalTraffic.AWS);
        }
    }

    @Test
    void aGateThatWasShutIsNotTakenForOpen() {
        gates.shut(1, "f", soon());
        azure.answers(200);
        pass(40);
        assertThat(visitors()).isEqualTo(LocalTraffic.AWS);
        aws.answers(500);
        pass(40);
        assertThat(visitors()).isEqualTo(LocalTraffic.PAGE);
    }

    @Test
    void gatesThatNoFailoverHasMovedSteerNobodyUntilOneDoes() {
        new FirstGates(new AzureGateStore(container), clock).make();
        azure.answers(200);
        pass(40);
        assertThat(visitors()).isEqualTo(LocalTraffic.AWS);
        failOver();
        assertThat(visitors()).isEqualTo(LocalTraffic.AZURE);
    }

    @Test
    void aHiccupShorterThanTheThresholdMovesNobody() {
        for (int i = 0; i < 10; i++) {
            aws.answers(500);
            pass(20);
            assertThat(visitors()).isEqualTo(LocalTraffic.AWS);
            aws.answers(200);
            pass(10);
        }
        assertThat(visitors()).isEqualTo(LocalTraffic.AWS);
    }

    @Test
    void aBlockWithoutAnOpenAzureShowsThePage() {
        new AzureGateStore(container).create(Gate.PRIMARY_BLOCKED, new GateState(true, 1, "f", clock.instant()));
        pass(40);
        assertThat(visitors()).isEqualTo(LocalTraffic.PAGE);
    }

    @Test
    void everyVisitorSeesThePageWithinTwoMinutesOfTheFailure() {
        var config = Template.read().map("Resources", "PrimaryEndpointCheck", "Properties", "HealthCheckConfig");
        int patience = CONNECT_SECONDS + STATUS_SECONDS;
        int noticed = number(config, "RequestInterval") * number(config, "FailureThreshold") + patience;
        long ttl = route53.resolve(LocalTraffic.WWW).ttl().toSeconds();
        assertThat(noticed).isLessThanOrEqualTo(90);
        assertThat(noticed + ttl).isLessThanOrEqualTo(120);
        for (int phase = 0; phase < 10; phase++) {
            pass(phase);
            var visitors = new ArrayList<Visitor>();
            aws.answers(500);
            for (int second = 0; second < noticed; second++) {
                visitors.add(new Visitor(route53, LocalTraffic.WWW, clock));
                pass(1);
            }
            assertThat(visitors()).isEqualTo(LocalTraffic.PAGE);
            pass((int) ttl);
            assertThat(visitors).extracting(Visitor::goesTo).containsOnly(LocalTraffic.PAGE);
            aws.answers(200);
            pass(40);
        }
    }

    @Test
    void noAnswerMayBeKeptForMoreThanAMinute() {
        assertThat(route53.resolve(LocalTraffic.WWW).ttl()).isLessThanOrEqualTo(Duration.ofSeconds(60));
        aws.answers(500);
        pass(40);
        assertThat(route53.resolve(LocalTraffic.WWW).ttl()).isLessThanOrEqualTo(Duration.ofSeconds(60));
        failOver();
        assertThat(route53.resolve(LocalTraffic.WWW).ttl()).isLessThanOrEqualTo(Duration.ofSeconds(60));
    }

    /// Route 53 takes a new check for healthy, and an inverted one for unhealthy. That is what `watch` is for.
    @Test
    void checksThatHaveNotLookedYetMustNotSteer() {
        var young = new Route53(new Stack(Template.read(), LocalTraffic.PARAMETERS), sites::get, clock)
                .with(LocalTraffic.steering());
        assertThat(young.healthy("PrimaryNotBlockedCheck")).isFalse();
        assertThat(young.resolve(LocalTraffic.WWW).endpoint()).isEqualTo(LocalTraffic.AZURE);
    }
}
