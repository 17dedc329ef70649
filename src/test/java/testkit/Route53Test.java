package testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of Route 53 that our own records do not all come across.
final class Route53Test {
    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final LocalSite a = LocalSite.start("a");
    private final LocalSite b = LocalSite.start("b");

    @AfterEach
    void end() {
        a.close();
        b.close();
    }

    private Route53 pair(String alias) {
        String yaml = """
                Resources:
                  A:
                    Type: AWS::Route53::HealthCheck
                    Properties:
                      HealthCheckConfig:
                        { Type: HTTP, FullyQualifiedDomainName: a, ResourcePath: /, RequestInterval: 30, FailureThreshold: 2 }
                  B:
                    Type: AWS::Route53::HealthCheck
                    Properties:
                      HealthCheckConfig:
                        { Type: HTTP, FullyQualifiedDomainName: b, ResourcePath: /, RequestInterval: 30, FailureThreshold: 2 }
                  AnyOfBoth:
                    Type: AWS::Route53::HealthCheck
                    Properties:
                      HealthCheckConfig: { Type: CALCULATED, ChildHealthChecks: [!Ref A, !Ref B], HealthThreshold: 1 }
                  Top:
                    Type: AWS::Route53::RecordSet
                    Properties:
                      { HostedZoneId: Z1, Name: top.example., Type: A, Failover: PRIMARY, AliasTarget: %s }
                  Last:
                    Type: AWS::Route53::RecordSet
                    Properties:
                      { HostedZoneId: Z1, Name: top.example, Type: A, Failover: SECONDARY, TTL: "5", ResourceRecords: [c] }
                  First:
                    Type: AWS::Route53::RecordSet
                    Properties:
                      { HostedZoneId: Z1, Name: w, Type: A, Failover: PRIMARY, TTL: "7", ResourceRecords: [a], HealthCheckId: !GetAtt A.HealthCheckId }
                  Second:
                    Type: AWS::Route53::RecordSet
                    Properties:
                      { HostedZoneId: Z1, Name: w, Type: A, Failover: SECONDARY, TTL: "7", ResourceRecords: [b], HealthCheckId: !GetAtt B.HealthCheckId }
                """.formatted(alias);
        return new Route53(new Stack(Template.of(yaml), Map.of()), Map.of("a", a.url(), "b", b.url())::get, clock);
    }

    private Route53 pair() {
        return pair("{ DNSName: W., HostedZoneId: Z1, EvaluateTargetHealth: true }");
    }

    private void check(Route53 route53, int times) {
        for (int i = 0; i < times; i++) {
            route53.tick();
            clock.advance(Duration.ofSeconds(30));
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 200, a, a", "500, 200, b, b", "200, 500, a, a", "500, 500, a, c"})
    void thePrimaryAnswersIfItIsHealthyOrNoneIsAndAnAliasIsHealthyIfOneOfItsRecordsIs(
            int first, int second, String answer, String throughAlias) {
        a.answers(first);
        b.answers(second);
        var route53 = pair();
        check(route53, 2);
        assertThat(route53.resolve("w").endpoint()).isEqualTo(answer);
        assertThat(route53.resolve("TOP.example").endpoint()).isEqualTo(throughAlias);
        assertThat(route53.healthy("AnyOfBoth")).isEqualTo(first == 200 || second == 200);
    }

    @Test
    void anAliasThatDoesNotAskIsAlwaysHealthy() {
        a.answers(500);
        b.answers(500);
        var route53 = pair("{ DNSName: w, HostedZoneId: Z1, EvaluateTargetHealth: false }");
        check(route53, 2);
        assertThat(route53.resolve("top.example")).isEqualTo(new Route53.Answer("a", Duration.ofSeconds(7)));
    }

    @Test
    void theThresholdHoldsInBothDirections() {
        var route53 = pair();
        check(route53, 3);
        a.answers(404);
        check(route53, 1);
        assertThat(route53.healthy("A")).isTrue();
        check(route53, 1);
        assertThat(route53.healthy("A")).isFalse();
        a.answers(302);
        check(route53, 1);
        assertThat(route53.healthy("A")).isFalse();
        check(route53, 1);
        assertThat(route53.healthy("A")).isTrue();
    }

    @Test
    void nobodyIsAskedMoreOftenThanTheIntervalSays() {
        var route53 = pair();
        route53.tick();
        a.answers(500);
        for (int i = 0; i < 10; i++) {
            route53.tick();
        }
        assertThat(route53.healthy("A")).isTrue();
    }

    @Test
    void aDistributionCannotBeAskedForItsHealth() {
        assertThatThrownBy(() ->
                        pair("{ DNSName: d.cloudfront.net, HostedZoneId: Z2FDTNDATAQYW2, EvaluateTargetHealth: true }"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itRunsByItself() throws Exception {
        a.answers(500);
        var quick = new QuickClock(300);
        try (var route53 = running(quick)) {
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (route53.healthy("A") && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            assertThat(route53.healthy("A")).isFalse();
        }
    }

    private Route53 running(QuickClock quick) {
        String yaml = """
                Resources:
                  A:
                    Type: AWS::Route53::HealthCheck
                    Properties: { HealthCheckConfig: { Type: HTTP, FullyQualifiedDomainName: a, ResourcePath: / } }
                """;
        return new Route53(new Stack(Template.of(yaml), Map.of()), Map.of("a", a.url())::get, quick).runInBackground();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "5116, true", "5117, false", "6000, false"})
    void theTextCountsWithinTheFirst5120Bytes(int before, boolean passes) {
        try (var site = LocalSite.start("x".repeat(before) + "open")) {
            assertThat(new Probe("a", "/", Optional.of("open")).passes(site.url()))
                    .isEqualTo(passes);
        }
    }

    @Test
    void aSiteThatTakesMoreThanTwoSecondsFails() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Servers.sleep(Duration.ofMillis(2500));
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write("x".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        assertThat(new Probe("a", "/", Optional.empty()).passes(url)).isFalse();
        server.stop(0);
    }
}
