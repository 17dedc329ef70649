package failover;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One look at a site, as a visitor has it: a status from 200 to 399 is an answer, as for a Route 53 health check.
/// Every look resolves the name and connects anew, since where it leads may just have changed.
class SiteProbe {
    /// The header that the DR site's gateway adds, so that one can tell who answers.
    static final String SITE_HEADER = "x-lifeboat-site";

    static final String DR_SITE = "dr";
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /// What a look saw. `problem` is empty if the site answered well.
    record Seen(URI url, Optional<String> problem, boolean isDrSite) {
        boolean isWell() {
            return problem.isEmpty();
        }
    }

    Seen look(URI url) {
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(url)
                    .timeout(PATIENCE)
                    .header("User-Agent", "lifeboat")
                    .header("Cache-Control", "no-cache")
                    .build();
            return seen(url, http.send(request, HttpResponse.BodyHandlers.discarding()));
        } catch (IOException e) {
            return new Seen(url, Optional.of(url.getHost() + " does not answer: " + e), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Seen(url, Optional.of("interrupted"), false);
        }
    }

    private static Seen seen(URI url, HttpResponse<Void> answer) {
        boolean isWell = answer.statusCode() >= 200 && answer.statusCode() < 400;
        boolean isDrSite =
                answer.headers().firstValue(SITE_HEADER).filter(DR_SITE::equals).isPresent();
        return new Seen(
                url,
                isWell ? Optional.empty() : Optional.of(url.getHost() + " answers " + answer.statusCode()),
                isDrSite);
    }

    /// Whether one of them answers well, and is the primary.
    boolean primaryAnswers(List<URI> urls) {
        return urls.parallelStream().map(this::look).anyMatch(seen -> seen.isWell() && !seen.isDrSite());
    }
}
