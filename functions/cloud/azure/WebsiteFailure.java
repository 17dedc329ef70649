package cloud.azure;

import base.ConfigurationFailure;
import base.Failure;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import java.util.Set;

/// Failures of the account's static website, with what has to be done there.
final class WebsiteFailure {
    /// What Azure says to a login that is right, and may do other things than this.
    private static final Set<String> NOT_ALLOWED = Set.of(
            "AuthorizationPermissionMismatch",
            "AuthorizationResourceTypeMismatch",
            "AuthorizationServiceMismatch",
            "InsufficientAccountPermissions");

    private WebsiteFailure() {}

    static Failure of(String what, String account, RuntimeException cause) {
        if (!(cause instanceof BlobStorageException e)) {
            return AzureFailure.of(what, cause);
        }
        if (e.getStatusCode() == 401 || e.getStatusCode() == 403) {
            return new ConfigurationFailure(
                    "cannot " + what + ": Azure denies it (" + e.getErrorCode() + ")",
                    "Check the login. It needs the role Storage Blob Data Contributor on the account " + account
                            + ", which counts some minutes after it was given, and the account's firewall must let this"
                            + " machine in.",
                    e);
        }
        return BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())
                ? new ConfigurationFailure(
                        "cannot " + what + ": the account " + account + " serves no static website",
                        "`lifeboat site publish` switches it on, if the login may. If not: " + switchOn(account),
                        e)
                : AzureFailure.of(what, e);
    }

    /// Whether the login is one of this account that may not do this. Whoever is not known at all gets another code.
    static boolean isNotAllowed(BlobStorageException e) {
        return e.getStatusCode() == 403 && NOT_ALLOWED.contains(String.valueOf(e.getErrorCode()));
    }

    /// What somebody else can do about it.
    static String switchOn(String account) {
        return "whoever has Storage Account Contributor runs, once: az storage blob service-properties update"
                + " --account-name " + account + " --auth-mode login --static-website --index-document index.html"
                + " --404-document index.html";
    }
}
