package cloud.azure;

import base.ConfigurationFailure;
import base.CorruptionFailure;
import base.Failure;
import base.TransientFailure;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import java.util.Set;

/// Turns what Azure answers into failures that say what to do. The SDK has tried again what was worth it.
final class AzureFailure {
    /// Why a blob cannot be deleted.
    private static final Set<String> KEPT = Set.of("BlobImmutableDueToPolicy", "LeaseIdMissing", "SnapshotsPresent");

    private AzureFailure() {}

    static Failure of(String what, RuntimeException cause) {
        return switch (cause) {
            case Failure failure -> failure;
            case ClientAuthenticationException e -> denied(what, e);
            case HttpResponseException e
            when e.getResponse() != null -> ofStatus(what, e.getResponse().getStatusCode(), e);
            default ->
                LoginFailure.in(what, cause)
                        .orElseGet(() -> new TransientFailure(
                                "cannot " + what + ": Azure Blob does not answer",
                                "Check the network path to the storage account; then try again.",
                                cause));
        };
    }

    private static Failure ofStatus(String what, int status, HttpResponseException e) {
        String code = e.getResponse().getHeaders().getValue(HttpHeaderName.fromString("x-ms-error-code"));
        return switch (status) {
            case 401, 403 -> denied(what, e);
            case 404 ->
                "ContainerNotFound".equals(code)
                        ? new ConfigurationFailure(
                                "cannot " + what + ": the container does not exist",
                                "Create the container; Lifeboat's identity may not.",
                                e)
                        : new CorruptionFailure(
                                "cannot " + what + ": the blob is missing",
                                "Use another backup and find out who removed the file.",
                                e);
            case 409, 412 -> conflict(what, String.valueOf(code), e);
            case 408, 429, 500, 502, 503, 504 ->
                new TransientFailure(
                        "cannot " + what + ": Azure Blob answers " + status + " (" + code + ")",
                        "Azure is busy or disturbed; try again later.",
                        e);
            default ->
                new ConfigurationFailure(
                        "cannot " + what + ": Azure Blob answers " + status + " (" + code + ")",
                        "Check account, container and prefix of the store.",
                        e);
        };
    }

    private static ConfigurationFailure conflict(String what, String code, RuntimeException e) {
        return KEPT.contains(code)
                ? new ConfigurationFailure(
                        "cannot " + what + ": Azure keeps it (" + code + ")",
                        "A policy, a lease or a snapshot protects the blob; remove that first if it is to go.",
                        e)
                : new ConfigurationFailure(
                        "cannot " + what + ": it exists already (" + code + ")",
                        "Back up to another place; nothing is ever overwritten.",
                        e);
    }

    private static ConfigurationFailure denied(String what, RuntimeException e) {
        return new ConfigurationFailure(
                "cannot " + what + ": Azure denies it",
                "Check the credential, and that it may list, read and create blobs in the container.",
                e);
    }
}
