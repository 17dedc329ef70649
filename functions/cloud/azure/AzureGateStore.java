package cloud.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import incident.Gate;
import incident.GateState;
import incident.GateStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The gates as blobs of the static website's container. The condition is part of the very request that writes,
/// so of several writers one wins.
public final class AzureGateStore implements GateStore {
    /// For a call with all its repetitions.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Set<BlobErrorCode> LOST =
            Set.of(BlobErrorCode.BLOB_ALREADY_EXISTS, BlobErrorCode.CONDITION_NOT_MET);

    private final BlobContainerClient container;

    /// `container` is {@link Gate#CONTAINER} of the account that serves the website.
    public AzureGateStore(BlobContainerClient container) {
        this.container = container;
    }

    @Override
    public Optional<Versioned> read(Gate gate) {
        try {
            var answer = blob(gate).downloadContentWithResponse(null, null, PATIENCE, Context.NONE);
            var state = GateState.parse(gate, answer.getValue().toString());
            return Optional.of(
                    new Versioned(state, answer.getDeserializedHeaders().getETag()));
        } catch (BlobStorageException e) {
            if (BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())) {
                return Optional.empty();
            }
            throw AzureFailure.of("read the gate " + gate.id(), e);
        } catch (RuntimeException e) {
            throw AzureFailure.of("read the gate " + gate.id(), e);
        }
    }

    @Override
    public boolean create(Gate gate, GateState state) {
        return write(gate, state, new BlobRequestConditions().setIfNoneMatch("*"));
    }

    @Override
    public boolean replace(Gate gate, GateState state, String etag) {
        return write(gate, state, new BlobRequestConditions().setIfMatch(etag));
    }

    /// Route 53 must see every change at once, so nothing on the way may keep a copy.
    private boolean write(Gate gate, GateState state, BlobRequestConditions conditions) {
        var upload = new BlockBlobSimpleUploadOptions(BinaryData.fromString(state.text(gate)))
                .setHeaders(
                        new BlobHttpHeaders().setContentType("application/json").setCacheControl("no-store"))
                .setRequestConditions(conditions);
        try {
            blob(gate).uploadWithResponse(upload, PATIENCE, Context.NONE);
            return true;
        } catch (BlobStorageException e) {
            if (LOST.contains(e.getErrorCode())) {
                return false;
            }
            throw AzureFailure.of("write the gate " + gate.id(), e);
        } catch (RuntimeException e) {
            throw AzureFailure.of("write the gate " + gate.id(), e);
        }
    }

    private BlockBlobClient blob(Gate gate) {
        return container.getBlobClient(gate.blob()).getBlockBlobClient();
    }
}
