package cloud.azure;

import base.Failure;
import base.TransientFailure;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.Context;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/// Sends requests to Resource Manager: with a token, again where that is worth it, and with failures that say
/// what to do.
final class ArmPipeline {
    private static final String SCOPE = "https://management.azure.com/.default";
    private static final Set<Integer> DISTURBED = Set.of(408, 500, 502, 503, 504);

    private ArmPipeline() {}

    /// Three attempts within seconds. What asks for patience (429, or any `Retry-After`) goes back to the
    /// caller, who has something better to do than wait in here.
    static HttpPipeline build(HttpClient http, TokenCredential credential) {
        var retries = new ExponentialBackoffOptions()
                .setMaxRetries(2)
                .setBaseDelay(Duration.ofMillis(300))
                .setMaxDelay(Duration.ofSeconds(3));
        return new HttpPipelineBuilder()
                .httpClient(http)
                .policies(
                        new RetryPolicy(new RetryOptions(retries).setShouldRetryCondition(ArmPipeline::worthIt)),
                        new BearerTokenAuthenticationPolicy(credential, SCOPE))
                .build();
    }

    private static boolean worthIt(RequestRetryCondition attempt) {
        HttpResponse response = attempt.getResponse();
        return response == null
                ? LoginFailure.unreachable(attempt.getThrowable())
                : DISTURBED.contains(response.getStatusCode())
                        && response.getHeaderValue(HttpHeaderName.RETRY_AFTER) == null;
    }

    /// Sends a request. An answer of 401 or 5xx is a failure; any other is for the caller to judge.
    static ArmReply send(HttpPipeline pipeline, HttpRequest request, Predicate<URI> ours) {
        String what = request.getHttpMethod() + " " + request.getUrl().getPath();
        ArmReply reply;
        try (var response = pipeline.sendSync(request, Context.NONE)) {
            reply = ArmReply.of(response, ours);
        } catch (RuntimeException e) {
            throw failure(what, e);
        }
        if (reply.status() == 401) {
            throw LoginFailure.denied(what + ": " + ArmError.of(reply.body()).code(), null);
        }
        if (reply.status() >= 500 || reply.status() == 408) {
            throw new TransientFailure(
                    "Azure Resource Manager answers " + reply.status() + " to " + what + " ("
                            + ArmError.of(reply.body()).code() + ")",
                    "Azure is disturbed; try again later.");
        }
        return reply;
    }

    private static Failure failure(String what, RuntimeException e) {
        return LoginFailure.in(what, e)
                .orElseGet(() -> new TransientFailure(
                        "Azure Resource Manager does not answer to " + what,
                        "Check the network path to management.azure.com and login.microsoftonline.com; then try again.",
                        e));
    }
}
