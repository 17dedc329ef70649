package cloud.azure;

import base.RefusedFailure;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobDownloadContentResponse;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import incident.Document;
import incident.Website;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The documents of the static website as blobs. The condition is part of the very request that writes, so of several
/// writers one wins; and a blob is written whole or not at all.
public final class AzureWebsite implements Website {
    /// No page is longer; what is, was not meant to be one.
    private static final long LENGTH_MAX = 16_000_000;

    /// For a call with all its repetitions.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Set<BlobErrorCode> LOST =
            Set.of(BlobErrorCode.BLOB_ALREADY_EXISTS, BlobErrorCode.CONDITION_NOT_MET);
    private static final String SHA256 = "lifeboat_sha256";
    private static final String VERSION = "lifeboat_version";

    private final BlobContainerClient container;

    /// `container` is the one that the account serves as its website.
    public AzureWebsite(BlobContainerClient container) {
        this.container = container;
    }

    @Override
    public Optional<Found> read(String name) {
        return calling("read " + name, () -> {
            try {
                return Optional.of(found(name));
            } catch (BlobStorageException e) {
                if (BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private Found found(String name) {
        var blob = container.getBlobClient(name);
        long length = blob.getProperties().getBlobSize();
        if (length > LENGTH_MAX) {
            throw new RefusedFailure(
                    name + " has " + length + " bytes", "That is no page. Move it elsewhere, then try again.");
        }
        return found(blob.downloadContentWithResponse(null, null, PATIENCE, Context.NONE));
    }

    private static Found found(BlobDownloadContentResponse answer) {
        var headers = answer.getDeserializedHeaders();
        var metadata = Optional.ofNullable(headers.getMetadata()).orElseGet(Map::of);
        var document = new Document(
                answer.getValue().toBytes(), text(headers.getContentType()), text(headers.getCacheControl()));
        return new Found(document, stamp(metadata), headers.getETag());
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }

    private static Optional<Stamp> stamp(Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(SHA256))
                .map(sha256 -> new Stamp(sha256, metadata.getOrDefault(VERSION, "-")));
    }

    @Override
    public boolean create(String name, Document document, Stamp stamp) {
        return write(name, document, stamp, new BlobRequestConditions().setIfNoneMatch("*"));
    }

    @Override
    public boolean replace(String name, Document document, Stamp stamp, String etag) {
        return write(name, document, stamp, new BlobRequestConditions().setIfMatch(etag));
    }

    private boolean write(String name, Document document, Stamp stamp, BlobRequestConditions conditions) {
        var upload = new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(document.bytes()))
                .setHeaders(
                        new BlobHttpHeaders().setContentType(document.type()).setCacheControl(document.caching()))
                .setMetadata(Map.of(SHA256, stamp.sha256(), VERSION, stamp.version()))
                .setRequestConditions(conditions);
        return calling("write " + name, () -> {
            try {
                container.getBlobClient(name).getBlockBlobClient().uploadWithResponse(upload, PATIENCE, Context.NONE);
                return true;
            } catch (BlobStorageException e) {
                if (LOST.contains(e.getErrorCode())) {
                    return false;
                }
                throw e;
            }
        });
    }

    private <T> T calling(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw WebsiteFailure.of(what, container.getAccountName(), e);
        }
    }
}
