package demo;

import failover.LocalFailover;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A visitor who reloads the shop once a second and tells whenever something else comes back. Each reload looks the
/// name up anew.
final class VisibleProbe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");

    private final LocalFailover site;
    private final Clock clock;
    private final Instant start;
    private final PrintStream out;
    private final Map<String, Instant> firstSeen = new LinkedHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("visitor").factory());
    private String last = "";

    /// Times are told as since `start`.
    VisibleProbe(LocalFailover site, Clock clock, Instant start, Duration between, PrintStream out) {
        this.site = site;
        this.clock = clock;
        this.start = start;
        this.out = out;
        var _ = timer.scheduleWithFixedDelay(this::look, 0, between.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        String seen = seen();
        if (!seen.equals(last)) {
            last = seen;
            var now = clock.instant();
            firstSeen.putIfAbsent(kind(seen), now);
            out.printf(
                    "  %6.1f s  a visitor gets: %s%n",
                    Duration.between(start, now).toMillis() / 1000.0, seen);
        }
    }

    private static String kind(String seen) {
        return seen.substring(0, Math.max(0, seen.indexOf(':')));
    }

    private String seen() {
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(site.traffic().visited())
                    .timeout(PATIENCE)
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            String where = site.traffic().visitedName();
            return where + ": " + answer.statusCode() + ", " + inShort(answer.body());
        } catch (IOException e) {
            return "nothing: the connection fails";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "nothing: interrupted";
        }
    }

    /// Of a page its title.
    private static String inShort(String body) {
        var title = TITLE.matcher(body);
        return title.find() ? title.group(1) : body;
    }

    /// When this was seen for the first time: `aws`, `page`, `azure` or `nothing`.
    synchronized Optional<Instant> first(String kind) {
        return Optional.ofNullable(firstSeen.get(kind));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
