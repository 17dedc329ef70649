package cloud.aws;

import base.ConfigurationFailure;
import base.CorruptionFailure;
import base.Failure;
import base.TransientFailure;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Turns what S3 answers into failures that say what to do. The SDK has tried again what was worth it.
final class S3Failure {
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int EXISTS = 412;

    /// A busy service, another writer at the same moment, or bytes that changed on the way.
    private static final Set<String> PASSING = Set.of(
            "BadDigest",
            "ConditionalRequestConflict",
            "IncompleteBody",
            "NoSuchUpload",
            "OperationAborted",
            "RequestTimeout",
            "SlowDown",
            "XAmzContentChecksumMismatch",
            "XAmzContentSHA256Mismatch");

    private static final Set<String> LOGIN = Set.of("ExpiredToken", "InvalidToken", "TokenRefreshRequired");

    private S3Failure() {}

    static Failure of(String what, SdkException cause) {
        if (!(cause instanceof S3Exception answer)) {
            return new TransientFailure(
                    "cannot " + what + ": S3 does not answer",
                    "Check the network path to S3 and the login to AWS; then try again.",
                    cause);
        }
        String code = code(answer);
        if (LOGIN.contains(code)) {
            return denied(what, code, cause);
        }
        return PASSING.contains(code) ? passing(what, code, cause) : ofStatus(what, code, answer);
    }

    private static Failure ofStatus(String what, String code, S3Exception e) {
        return switch (e.statusCode()) {
            case 401, 403 -> denied(what, code, e);
            case NOT_FOUND -> missing(what, code, e);
            case CONFLICT, EXISTS ->
                new ConfigurationFailure(
                        "cannot " + what + ": it exists already (" + code + ")",
                        "Back up to another place; nothing is ever overwritten.",
                        e);
            case 408, 429, 500, 502, 503, 504 -> passing(what, code, e);
            default ->
                new ConfigurationFailure(
                        "cannot " + what + ": S3 answers " + code, "Check bucket, region and prefix of the store.", e);
        };
    }

    private static Failure missing(String what, String code, S3Exception e) {
        return code.equals("NoSuchBucket")
                ? new ConfigurationFailure(
                        "cannot " + what + ": the bucket does not exist",
                        "Create the bucket; Lifeboat's identity may not.",
                        e)
                : new CorruptionFailure(
                        "cannot " + what + ": the object is missing",
                        "Use another backup and find out who removed the file.",
                        e);
    }

    private static TransientFailure passing(String what, String code, SdkException e) {
        return new TransientFailure(
                "cannot " + what + ": S3 answers " + code, "S3 is busy or disturbed; try again later.", e);
    }

    private static ConfigurationFailure denied(String what, String code, SdkException e) {
        return new ConfigurationFailure(
                "cannot " + what + ": AWS denies it (" + code + ")",
                "Check the login, and that it may list, read and create objects in the bucket.",
                e);
    }

    /// S3's own word for it; an answer without a body has only its status.
    private static String code(S3Exception e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .filter(code -> !code.isEmpty())
                .orElse(String.valueOf(e.statusCode()));
    }
}
