package cloud.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import engine.storage.BlockTarget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// A new block blob. Every block id carries this writer's own number, so that two writers of one name can never
/// make a blob of both; and the blob carries it too, so that a commit that was repeated after a lost answer
/// knows its own work.
final class AzureBlockTarget implements BlockTarget {
    private static final String WRITER = "lifeboatwriter";

    private final BlockBlobClient blob;
    private final String name;
    private final String writer = UUID.randomUUID().toString();

    AzureBlockTarget(BlockBlobClient blob, String name) {
        this.blob = blob;
        this.name = name;
    }

    @Override
    public void stage(int index, byte[] bytes, int length) {
        var data = BinaryData.fromByteBuffer(ByteBuffer.wrap(bytes, 0, length));
        try {
            blob.stageBlockWithResponse(
                    new BlockBlobStageBlockOptions(blockId(index), data).setContentMd5(md5(bytes, length)),
                    null,
                    Context.NONE);
        } catch (RuntimeException e) {
            throw AzureFailure.of("store a block of " + name, e);
        }
    }

    @Override
    public void commit(int count) {
        List<String> ids = IntStream.range(0, count).mapToObj(this::blockId).toList();
        unlessItExists(() -> blob.commitBlockListWithResponse(
                new BlockBlobCommitBlockListOptions(ids)
                        .setMetadata(Map.of(WRITER, writer))
                        .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*")),
                null,
                Context.NONE));
    }

    @Override
    public void put(byte[] bytes, int length) {
        var data = BinaryData.fromByteBuffer(ByteBuffer.wrap(bytes, 0, length));
        unlessItExists(() -> blob.uploadWithResponse(
                new BlockBlobSimpleUploadOptions(data)
                        .setContentMd5(md5(bytes, length))
                        .setMetadata(Map.of(WRITER, writer))
                        .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*")),
                null,
                Context.NONE));
    }

    private void unlessItExists(Runnable call) {
        try {
            call.run();
        } catch (BlobStorageException e) {
            boolean exists = e.getStatusCode() == 409 || e.getStatusCode() == 412;
            if (!exists || !isOurs()) {
                throw AzureFailure.of("commit " + name, e);
            }
        } catch (RuntimeException e) {
            throw AzureFailure.of("commit " + name, e);
        }
    }

    private boolean isOurs() {
        try {
            return writer.equals(blob.getProperties().getMetadata().get(WRITER));
        } catch (RuntimeException e) {
            throw AzureFailure.of("look at " + name, e);
        }
    }

    private String blockId(int index) {
        String id = "%s-%08d".formatted(writer, index);
        return Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.US_ASCII));
    }

    /// Lets the service find bytes that changed on the way.
    private static byte[] md5(byte[] bytes, int length) {
        try {
            var md5 = MessageDigest.getInstance("MD5");
            md5.update(bytes, 0, length);
            return md5.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
