package demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.azure.AzureGateStore;
import cloud.azure.AzureWebsite;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import failover.LocalFailover;
import incident.Document;
import incident.Failover;
import incident.FirstGates;
import incident.Gate;
import incident.PagePublisher;
import incident.Step;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import testkit.Lambda;
import testkit.MySqlServer;
import testkit.Scripts;
import testkit.ShopSite;
import testkit.Template;

/// The second half of the story: the site in AWS is killed, and visitors come to the page, and then to Azure.
final class Outage {
    /// Azure's stand-in takes this part of what Azure takes.
    private static final double AZURE = 0.05;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final DateTimeFormatter ALARM_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    private final LocalServers servers;
    private final String container;
    private final LocalFailover.Pace pace;
    private final Duration reload;
    private final PrintStream out;

    Outage(LocalServers servers, String container, LocalFailover.Pace pace, Duration reload, PrintStream out) {
        this.servers = servers;
        this.container = container;
        this.pace = pace;
        this.reload = reload;
        this.out = out;
    }

    /// As it goes in the world, but for Azure.
    static LocalFailover.Pace realPace() {
        return LocalFailover.Pace.real(AZURE);
    }

    /// Returns the times, in milliseconds since the death of the primary.
    Map<String, Object> tell() {
        ShopSite.createUser(servers.database());
        ShopSite.createUser(servers.standby());
        try (var site = new LocalFailover(
                servers.database(), servers.standby(), servers.azurite(), servers.dynamo(), container, pace)) {
            site.with("CONFIRM_SECONDS", defaultOf("ConfirmSeconds"));
            out.println();
            out.println("The DR site waits in Azure: gateway and machine are off, the database holds last night");
            site.prepareDrSite("stopped");
            publish(pace.clock());
            site.traffic().route53().runInBackground();
            LocalFailover.await(() -> site.traffic().visitedName().equals("aws"));
            placeOrders();
            return kill(site, pace.clock());
        }
    }

    /// What `lifeboat site publish` does.
    private void publish(Clock clock) {
        var website = servers.azurite().container(Gate.CONTAINER);
        var page = Scripts.root().resolve("functions/edge/page").resolve(PagePublisher.PAGE);
        var publisher = new PagePublisher(new AzureWebsite(website), clock);
        new FirstGates(new AzureGateStore(website), clock).make();
        try {
            publisher.publish(publisher.plan(Document.page(Files.readAllBytes(page)), false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String defaultOf(String parameter) {
        return String.valueOf(Template.read().map("Parameters", parameter).get("Default"));
    }

    /// What customers do after the backup was taken is lost when the region is.
    private void placeOrders() {
        servers.database()
                .run("INSERT INTO shop.orders (customer, placed, status, total)"
                        + " SELECT customer, NOW(), 'new', 1 FROM shop.orders LIMIT 123");
        out.println("Customers place 123 orders that are in no backup yet");
    }

    private Map<String, Object> kill(LocalFailover site, Clock clock) {
        var start = clock.instant();
        out.println();
        try (var visitor = new VisibleProbe(site, clock, start, reload, out)) {
            LocalFailover.await(() -> visitor.first("aws").isPresent());
            var death = clock.instant();
            tell(start, clock, "THE AWS REGION FAILS: the site and its database are killed");
            site.primarySite().dead(true);
            if (servers.database() instanceof MySqlServer mysql) {
                mysql.process().destroyForcibly();
            }
            LocalFailover.await(() -> visitor.first("page").isPresent());
            tell(
                    start,
                    clock,
                    "the alarm of the health check rings (CloudWatch needs a minute or two more, not waited for)");
            var alarm = clock.instant();
            ring(site, death);
            var failover = ended(site);
            LocalFailover.await(() -> visitor.first("azure").isPresent());
            return summary(visitor, failover, new Moments(death, alarm));
        }
    }

    private record Moments(Instant death, Instant alarm) {}

    private void tell(Instant start, Clock clock, String text) {
        out.printf("  %6.1f s  %s%n", Duration.between(start, clock.instant()).toMillis() / 1000.0, text);
    }

    private static void ring(LocalFailover site, Instant at) {
        var event = Lambda.event("failover/alarm.json", SNSEvent.class);
        var sns = event.getRecords().getFirst().getSNS();
        sns.setMessage(sns.getMessage().replace("2026-11-22T03:15:00.000+0000", ALARM_TIME.format(at)));
        site.alarmHandler().handleRequest(event, Lambda.context(Duration.ofMinutes(1)));
    }

    private static Failover ended(LocalFailover site) {
        var failover = site.failovers().list().getFirst();
        site.stepFunctions().run(failover.execution()).await(PATIENCE);
        var after = site.failovers().get(failover.id());
        if (after.state() != Failover.State.SERVING) {
            throw new IllegalStateException("the demo failed: " + after);
        }
        return after;
    }

    private Map<String, Object> summary(VisibleProbe visitor, Failover failover, Moments moments) {
        var page = visitor.first("page").orElseThrow();
        var azure = visitor.first("azure").orElseThrow();
        var times = new LinkedHashMap<String, Object>();
        times.put("toMaintenancePage", millis(moments.death(), page));
        times.put("toFullSite", millis(moments.death(), azure));
        times.put("alarmToFullSite", millis(moments.alarm(), azure));
        out.println();
        out.printf("Measured from the death of the primary%n");
        out.printf(
                "  to the maintenance page   %6.1f s  (and up to 60 s for who keeps an old answer of the DNS)%n",
                seconds(times, "toMaintenancePage"));
        out.printf("  to the full site in Azure %6.1f s%n", seconds(times, "toFullSite"));
        out.println("Where the time went, from the alarm on");
        var steps = new LinkedHashMap<String, Object>();
        for (var step : failover.steps()) {
            long took = took(step);
            steps.put(step.name(), took);
            out.printf("  %6.1f s  %-15s %s%n", took / 1000.0, step.name(), step.outcome());
        }
        times.put("steps", steps);
        long own = own(failover, moments.alarm());
        times.put("ownOverhead", own);
        out.printf(
                "  %6.1f s  of our own from the alarm to the open gates, without looking at the primary and waiting for Azure%n",
                own / 1000.0);
        out.println();
        out.println("The report: " + save(failover));
        return times;
    }

    private static long took(Step step) {
        return step.took(step.endedAt().orElseThrow()).toMillis();
    }

    /// From the alarm to the open gates, less the two looks at the primary, of which one runs while Azure works.
    private static long own(Failover failover, Instant alarm) {
        var opened = failover.step("OpenGates").flatMap(Step::endedAt).orElseThrow();
        var begun = failover.step("ConfirmOutage").orElseThrow().startedAt();
        var up = failover.step("AwaitDrSite").flatMap(Step::endedAt).orElseThrow();
        long again = failover.step("ConfirmAgain").map(Outage::took).orElse(0L);
        return millis(alarm, begun) + millis(up, opened) - again;
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    private static double seconds(Map<String, Object> times, String name) {
        return times.get(name) instanceof Long millis ? millis / 1000.0 : 0;
    }

    private Path save(Failover failover) {
        try (var in = servers.azurite().store(container, "").read("reports/" + failover.id() + ".html")) {
            Path file = Files.createDirectories(Scripts.root().resolve("target/demo"))
                    .resolve("report.html");
            Files.writeString(file, new String(in.readAllBytes(), UTF_8));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
