package cloud.azure;

import base.TransientFailure;
import incident.Gate;
import incident.GateState;
import incident.PublicGates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The gates through the public address of the static website, with the patience of Route 53. What stands in the
/// way, such as a redirect or a proxy's error page, is never taken for an answer.
public final class HttpPublicGates implements PublicGates {
    /// As far as Route 53 looks for its text.
    private static final long LENGTH_MAX = 5120;

    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final Duration WHOLE = Duration.ofSeconds(8);

    private final URI website;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// `website` is for example `https://account.z12.web.core.windows.net/`.
    public HttpPublicGates(URI website) {
        this(website, WHOLE);
    }

    HttpPublicGates(URI website, Duration patience) {
        this.website = website;
        this.patience = patience;
    }

    @Override
    public Optional<GateState> look(Gate gate) {
        var request = HttpRequest.newBuilder(website.resolve("/" + gate.blob()))
                .header("Cache-Control", "no-cache")
                .build();
        var answer = send(request, gate);
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(GateState.parse(gate, answer.body()));
            case 404 -> Optional.empty();
            default -> throw unseen(gate, "answers " + answer.statusCode(), null);
        };
    }

    /// The request's own timeout ends with the head of the answer, so the wait for the whole has one too.
    private HttpResponse<String> send(HttpRequest request, Gate gate) {
        var answer = http.sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LENGTH_MAX));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unseen(gate, "does not answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw unseen(gate, e.getCause() instanceof IOException io ? "fails: " + io : "fails", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unseen(gate, "was not waited for", e);
        }
    }

    private TransientFailure unseen(Gate gate, String why, @Nullable Exception cause) {
        return new TransientFailure(
                "cannot look at the gate " + gate.id() + ": " + website.getHost() + " " + why,
                "Check that the account serves its static website, and that it can be reached; then try again.",
                cause);
    }
}
