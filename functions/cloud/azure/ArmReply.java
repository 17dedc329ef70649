package cloud.azure;

import base.TransientFailure;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One answer of Resource Manager over HTTP, and what it means to who gave an order and to who asked how it
/// goes. `operation` is where to ask.
record ArmReply(int status, String body, Optional<URI> operation, Duration retryAfter) {
    /// When Azure does not say how long to wait.
    private static final Duration USUAL_WAIT = Duration.ofSeconds(15);

    private static final HttpHeaderName OPERATION = HttpHeaderName.fromString("Azure-AsyncOperation");

    /// Codes of what passes by itself once something else has ended.
    private static final Set<String> BUSY = Set.of(
            "AnotherOperationInProgress",
            "ConflictingConcurrentWriteNotAllowed",
            "ConflictingServerOperation",
            "DeploymentActive",
            "ReferencedResourceNotProvisioned",
            "RetryableError",
            "RetryableErrorDueToAnotherOperation",
            "ServerIsBusy",
            "ServerIsNotReady");

    /// What the message says where the code alone does not tell.
    private static final Pattern IN_PROGRESS = Pattern.compile(
            "in progress|concurrent|is busy|being (created|deleted|updated|started|stopped)"
                    + "|state '(Starting|Stopping|Updating)'",
            Pattern.CASE_INSENSITIVE);

    /// `ours` tells whether the token may be sent to an address; the answer's other addresses are left out.
    static ArmReply of(HttpResponse response, Predicate<URI> ours) {
        String body = Optional.ofNullable(response.getBodyAsBinaryData())
                .map(Object::toString)
                .orElse("");
        var operation = address(response, OPERATION, ours).or(() -> address(response, HttpHeaderName.LOCATION, ours));
        return new ArmReply(response.getStatusCode(), body, operation, wait(response));
    }

    private static Optional<URI> address(HttpResponse response, HttpHeaderName header, Predicate<URI> ours) {
        try {
            return Optional.ofNullable(response.getHeaderValue(header))
                    .map(URI::create)
                    .filter(ours);
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    private static Duration wait(HttpResponse response) {
        return Optional.ofNullable(response.getHeaderValue(HttpHeaderName.RETRY_AFTER))
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Integer.parseInt(text)))
                .orElse(USUAL_WAIT);
    }

    /// To who gave an order. Even a 200 is not the end where an operation is named.
    Answer answer() {
        return switch (status) {
            case 200 -> operation.isPresent() ? accepted() : new Answer.Done();
            case 201, 202 -> accepted();
            case 204 -> new Answer.Done();
            default -> refusal();
        };
    }

    private Answer accepted() {
        return new Answer.Accepted(operation, retryAfter);
    }

    private Answer refusal() {
        var error = ArmError.of(body);
        return status == 429 || passes(error)
                ? new Answer.Busy(error.code(), retryAfter)
                : new Answer.Refused(status, error.code(), error.message());
    }

    private boolean passes(ArmError error) {
        boolean said = status == 409 && IN_PROGRESS.matcher(error.message()).find();
        return BUSY.contains(error.code()) || (said && !Capacity.isCapacity(error.code()));
    }

    /// To who asked how an operation goes: what its state says, or else the status.
    Progress progress() {
        return switch (status) {
            case 404, 410 -> new Progress.Lost();
            case 429 -> new Progress.Running(retryAfter);
            case 200, 201, 202, 204 -> state();
            default -> failed();
        };
    }

    private Progress state() {
        var content = body.isBlank() ? Map.<String, @Nullable Object>of() : content();
        return Json.text(content, "status")
                .or(() -> Json.text(content, "properties", "provisioningState"))
                .map(this::progress)
                .orElseGet(() -> status == 202 ? new Progress.Running(retryAfter) : new Progress.Succeeded());
    }

    private Progress progress(String state) {
        return switch (state) {
            case "Succeeded" -> new Progress.Succeeded();
            case "Failed", "Canceled" -> failed();
            default -> new Progress.Running(retryAfter);
        };
    }

    private Progress failed() {
        var error = ArmError.of(body);
        return new Progress.Failed(error.code(), error.message());
    }

    /// The body, which must be a JSON object.
    Map<String, @Nullable Object> content() {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw new TransientFailure(
                    "Azure Resource Manager answers " + status + " with something that is not JSON",
                    "Something between here and Azure answers in its place; try again.",
                    e);
        }
    }
}
