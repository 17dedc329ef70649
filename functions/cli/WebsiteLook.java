package cli;

import base.ConfigurationFailure;
import base.Deadline;
import base.Failure;
import base.Pause;
import base.TransientFailure;
import cloud.azure.HttpPublicGates;
import incident.Document;
import incident.Gate;
import incident.GateState;
import incident.PagePublisher;
import incident.PublicGates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// Looks at the website from outside, without any login, as Route 53 and CloudFront do.
final class WebsiteLook {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int LENGTH_MAX = 1_100_000;

    /// What there is to see: the page if it was answered with 200, and the gates that are there.
    record Seen(Optional<Document> page, Map<Gate, Optional<GateState>> gates) {}

    private final URI website;
    private final PublicGates gates;
    private final Pause pause;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    WebsiteLook(URI website, Pause pause) {
        this.website = website;
        this.gates = new HttpPublicGates(website);
        this.pause = pause;
    }

    /// Looks until the page and the gates are those, or the time is over. A website that was just switched on takes a
    /// moment.
    Seen until(Document page, Map<Gate, GateState> written, Deadline deadline) {
        while (true) {
            boolean isLast = !deadline.left().isPositive();
            try {
                var seen = once();
                var missing = missing(seen, page, written);
                if (missing.isEmpty()) {
                    return seen;
                }
                if (isLast) {
                    throw unseen(missing.get());
                }
            } catch (TransientFailure e) {
                if (isLast) {
                    throw unseen(String.valueOf(e.getMessage()));
                }
            }
            pause.sleep(Duration.ofSeconds(1));
        }
    }

    private Optional<String> missing(Seen seen, Document page, Map<Gate, GateState> written) {
        if (seen.page().filter(found -> found.sha256().equals(page.sha256())).isEmpty()) {
            return Optional.of("it serves another page, or none");
        }
        return written.entrySet().stream()
                .filter(entry -> seen.gates()
                        .getOrDefault(entry.getKey(), Optional.empty())
                        .filter(served -> isAsFar(served, entry.getValue()))
                        .isEmpty())
                .map(entry -> "it does not serve " + entry.getKey().blob() + " as it is written")
                .findFirst();
    }

    /// A failover may go on meanwhile.
    private static boolean isAsFar(GateState served, GateState written) {
        return served.isSameAs(written) || served.isAfter(written);
    }

    private Failure unseen(String why) {
        return new ConfigurationFailure(
                "everything is written, but " + website + " does not show it: " + why,
                "Check --host, and that the account's static website is on and open to all networks.");
    }

    /// What there is to see at this moment.
    Seen once() {
        var states = new EnumMap<Gate, Optional<GateState>>(Gate.class);
        var page = page();
        for (Gate gate : Gate.values()) {
            states.put(gate, gates.look(gate));
        }
        return new Seen(page, states);
    }

    private Optional<Document> page() {
        var request = HttpRequest.newBuilder(website.resolve("/" + PagePublisher.PAGE))
                .header("Cache-Control", "no-cache")
                .build();
        try {
            var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LENGTH_MAX))
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            return answer.statusCode() == 200 ? Optional.of(document(answer)) : Optional.empty();
        } catch (CompletionException e) {
            throw new TransientFailure(
                    website.getHost() + " does not serve the page: " + e.getCause(),
                    "Check the name, and the network path to it; then try again.",
                    e);
        }
    }

    private static Document document(HttpResponse<byte[]> answer) {
        return new Document(
                answer.body(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.headers().firstValue("Cache-Control").orElse(""));
    }
}
