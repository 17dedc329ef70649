package cloud.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Documents in a private container that a person opens with a link.
public final class AzurePages {
    /// A delegation key, by which a link is signed, lives for seven days at most by Azure's clock, and ours may be
    /// ahead.
    public static final Duration LINK_MAX = Duration.ofDays(7).minusHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String NEVER = "reports/rehearsal";
    /// Clocks differ.
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final BlobContainerClient container;
    private final AzureLogin login;
    private final Clock clock;

    /// `login` is the one with which `container` was opened.
    public AzurePages(BlobContainerClient container, AzureLogin login, Clock clock) {
        this.container = container;
        this.login = login;
        this.clock = clock;
    }

    /// Writes a document, in the place of an older one of its name.
    public void put(String name, String contentType, byte[] content) {
        try {
            container
                    .getBlobClient(name)
                    .uploadWithResponse(
                            new BlobParallelUploadOptions(BinaryData.fromBytes(content))
                                    .setHeaders(new BlobHttpHeaders()
                                            .setContentType(contentType)
                                            .setCacheControl("no-store")),
                            PATIENCE,
                            Context.NONE);
        } catch (RuntimeException e) {
            throw AzureFailure.of("write " + name, e);
        }
    }

    /// Fails if documents cannot be read here, or no link to one can be signed. Asks for a document that never was,
    /// since
    /// whoever may read documents may not always see the container. Writes nothing.
    public void check() {
        try {
            container.getBlobClient(NEVER).getPropertiesWithResponse(null, PATIENCE, Context.NONE);
        } catch (BlobStorageException e) {
            if (!BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())) {
                throw AzureFailure.of("look into the container " + container.getBlobContainerName(), e);
            }
        } catch (RuntimeException e) {
            throw AzureFailure.of("look into the container " + container.getBlobContainerName(), e);
        }
        link(NEVER);
    }

    /// An address that opens this one document for almost a week, for whoever has it; where the login cannot sign one,
    /// the plain address, for those who may read the container.
    public String link(String name) {
        var blob = container.getBlobClient(name);
        try {
            return switch (login) {
                case AzureLogin.Token token -> blob.getBlobUrl() + "?" + delegated(blob);
                case AzureLogin.ConnectionString key -> blob.getBlobUrl() + "?" + blob.generateSas(reading());
                case AzureLogin.AccountKey key -> blob.getBlobUrl() + "?" + blob.generateSas(reading());
                case AzureLogin.SharedAccessSignature signature -> blob.getBlobUrl();
            };
        } catch (RuntimeException e) {
            throw AzureFailure.of("sign a link to " + name, e);
        }
    }

    private String delegated(BlobClient blob) {
        var key = container.getServiceClient().getUserDelegationKey(now().minus(SKEW), now().plus(LINK_MAX));
        return blob.generateUserDelegationSas(reading(), key);
    }

    private BlobServiceSasSignatureValues reading() {
        return new BlobServiceSasSignatureValues(now().plus(LINK_MAX), new BlobSasPermission().setReadPermission(true))
                .setStartTime(now().minus(SKEW));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
