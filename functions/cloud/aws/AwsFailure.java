package cloud.aws;

import base.ConfigurationFailure;
import base.Failure;
import base.TransientFailure;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Turns what a service of AWS answers into failures that say what to do. The SDK has tried again a few times;
/// whether it is worth more is decided here, since `SdkException.retryable()` is false for most that would pass.
final class AwsFailure {
    /// What passes although it has the status of a wrong request.
    private static final Set<String> PASSING = Set.of(
            "ProvisionedThroughputExceeded",
            "RequestTimeout",
            "RequestTimeoutException",
            "ThrottlingError",
            "TransactionConflictException",
            "TransactionInProgressException");

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private AwsFailure() {}

    /// `what` could not be done, in a sentence after "cannot"; `service` is what the network must lead to; `hint` is
    /// what to do if the service took the request for a wrong one.
    static Failure of(String what, String service, SdkException e, String hint) {
        String message = "cannot " + what + ": " + e.getMessage();
        if (e instanceof SdkClientException) {
            return new TransientFailure(message, "Check the network path to " + service + "; then try again.", e);
        }
        return passes(e)
                ? new TransientFailure(message, "AWS is busy or disturbed; try again later.", e)
                : new ConfigurationFailure(message, hint, e);
    }

    /// Makes a call, and turns its failure into one of ours, see {@link #of}.
    static <T> T calling(String what, String service, String hint, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw of(what, service, e, hint);
        }
    }

    /// The same for a table of DynamoDB.
    static <T> T inTable(String table, String what, Supplier<T> call) {
        return calling(
                what + " in the table " + table, "DynamoDB", "Check the table's name and the function's role.", call);
    }

    private static boolean passes(SdkException e) {
        return e.retryable() || (e instanceof AwsServiceException answer && passes(answer));
    }

    private static boolean passes(AwsServiceException answer) {
        return answer.statusCode() >= SERVER_ERROR
                || answer.statusCode() == TOO_MANY_REQUESTS
                || answer.isThrottlingException()
                || PASSING.contains(code(answer))
                || (answer instanceof TransactionCanceledException cancelled && hasPassingReason(cancelled));
    }

    /// A transaction has no code of its own, only those of its items.
    private static boolean hasPassingReason(TransactionCanceledException cancelled) {
        return cancelled.cancellationReasons().stream()
                .anyMatch(reason -> reason.code() != null && PASSING.contains(reason.code()));
    }

    /// An answer without a body has none.
    private static String code(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
    }
}
