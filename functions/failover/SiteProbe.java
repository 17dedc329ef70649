package failover;

import base.ConfigurationFailure;
import base.TransientFailure;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One look at a site, as a visitor has it: a status from 200 to 399 is an answer, as for a Route 53 health check, if
/// the page comes too. Every look resolves the name and connects anew, since where it leads may just have changed.
class SiteProbe {
    /// The header that the DR site's gateway adds, so that one can tell who answers.
    static final String SITE_HEADER = "x-lifeboat-site";

    static final String DR_SITE = "dr";
    /// For a whole look, from the name to the page.
    static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final Duration CONNECT = Duration.ofSeconds(4);

    private final Duration patience;

    SiteProbe() {
        this(PATIENCE);
    }

    SiteProbe(Duration patience) {
        this.patience = patience;
    }

    /// What a look saw. `problem` is empty if the site answered well; `status` is 0 if it did not answer.
    record Seen(URI url, Optional<String> problem, boolean isDrSite, int status) {
        boolean isWell() {
            return problem.isEmpty();
        }

        private static Seen nothing(URI url, String why) {
            return new Seen(url, Optional.of(url.getHost() + " does not answer" + why), false, 0);
        }
    }

    /// Fails with a {@link ConfigurationFailure} if no name server knows the host.
    @SuppressWarnings("AddressSelection") // whether there is any
    void demandAnAddress(URI url) {
        try {
            var _ = InetAddress.getByName(url.getHost());
        } catch (UnknownHostException e) {
            throw new ConfigurationFailure(
                    "no name server knows " + url.getHost(), "Correct the address, or the records of its zone.", e);
        }
    }

    /// Ends when the patience does, at the latest.
    Seen look(URI url) {
        var http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        try {
            return look(http, url);
        } finally {
            http.shutdownNow();
        }
    }

    /// The request's own timeout ends with the head of the answer, so the wait for the whole has one instead.
    private Seen look(HttpClient http, URI url) {
        var request = HttpRequest.newBuilder(url)
                .header("User-Agent", "lifeboat")
                .header("Cache-Control", "no-cache")
                .build();
        var answer = http.sendAsync(request, head -> new PageBeginning());
        try {
            return seen(url, answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Seen.nothing(url, " within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return Seen.nothing(url, ": " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Seen.nothing(url, ": interrupted");
        }
    }

    private static Seen seen(URI url, HttpResponse<?> answer) {
        boolean isWell = answer.statusCode() >= 200 && answer.statusCode() < 400;
        boolean isDrSite =
                answer.headers().firstValue(SITE_HEADER).filter(DR_SITE::equals).isPresent();
        return new Seen(
                url,
                isWell ? Optional.empty() : Optional.of(url.getHost() + " answers " + answer.statusCode()),
                isDrSite,
                answer.statusCode());
    }

    /// Whether one of them answers well, and is the primary. They are all looked at at once, so this takes no longer
    /// than one look. Fails with a {@link TransientFailure} if it is interrupted.
    boolean primaryAnswers(List<URI> urls) {
        var looks = urls.stream().<Callable<Seen>>map(url -> () -> look(url)).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(looks).stream()
                    .map(Future::resultNow)
                    .anyMatch(seen -> seen.isWell() && !seen.isDrSite());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("the look at the primary was interrupted", "Look again.", e);
        }
    }
}
