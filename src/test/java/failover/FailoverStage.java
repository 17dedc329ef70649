package failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import incident.Failover;
import incident.Gate;
import incident.Trigger;
import incident.Wanted;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import testkit.Lambda;
import testkit.QuickClock;
import testkit.SharedClouds;
import testkit.ShopSite;
import testkit.WorkflowResult;

/// Two sites and everything between them, for the tests of whole failovers: twenty times as fast as it really goes.
abstract class FailoverStage {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    final Clock clock = new QuickClock(20);
    String container;
    LocalFailover site;

    @BeforeEach
    void begin() {
        container = Sites.containerWithVerifiedBackup();
        site = new LocalFailover(
                Sites.primary(),
                Sites.standby(),
                SharedClouds.get(),
                SharedClouds.dynamo(),
                container,
                LocalFailover.Pace.quick(clock));
        site.traffic().route53().runInBackground();
    }

    @AfterEach
    void end() {
        assertThat(site.azure().arm().leaks()).isEmpty();
        site.close();
        Sites.reset();
    }

    void alarm() {
        var event = Lambda.event("failover/alarm.json", SNSEvent.class);
        var sns = event.getRecords().getFirst().getSNS();
        sns.setMessage(sns.getMessage().replace("2026-11-22T03:15:00.000+0000", TIME.format(clock.instant())));
        site.alarmHandler().handleRequest(event, Lambda.context(Duration.ofMinutes(1)));
    }

    void begin(Failover.Kind kind) {
        var wanted = new Wanted(
                LocalFailover.SITE,
                kind,
                Failover.Approval.AUTOMATIC,
                new Trigger("a person", clock.instant()),
                Optional.empty());
        site.wiring().launch().start(wanted);
    }

    Failover newest() {
        return site.failovers().list().getFirst();
    }

    /// The newest failover when its workflow has ended well.
    Failover ended() {
        return ended(WorkflowResult.Status.SUCCEEDED);
    }

    Failover ended(WorkflowResult.Status status) {
        var run = site.stepFunctions().run(newest().execution());
        var result = run.await(PATIENCE);
        var after = newest();
        assertThat(result.status()).as(story(after) + result.cause()).isEqualTo(status);
        return after;
    }

    static String story(Failover failover) {
        return failover.state() + "\n"
                + failover.steps().stream()
                        .map(step -> step.name() + " " + step.state() + " x" + step.attempts() + ": " + step.outcome())
                        .collect(Collectors.joining("\n"))
                + "\n" + failover.notes();
    }

    String visitors() {
        return site.traffic().endpoint();
    }

    void visitorsComeTo(String endpoint) {
        LocalFailover.await(() -> visitors().equals(endpoint));
    }

    /// The state of a gate as it is served: `open`, `shut` or `never`.
    String gate(Gate gate) {
        return new cloud.azure.HttpPublicGates(site.traffic().website().url())
                .look(gate)
                .map(state -> state.open() ? "open" : "shut")
                .orElse("never");
    }

    static boolean isLocked() {
        return Sites.primary()
                .text("SELECT account_locked FROM mysql.user WHERE user = '" + ShopSite.USER + "'")
                .equals("Y");
    }
}
