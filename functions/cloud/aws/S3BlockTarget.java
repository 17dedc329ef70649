package cloud.aws;

import base.TransientFailure;
import engine.storage.BlockTarget;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A new object. What has several blocks is a multipart upload, which begins with the first of them. The object
/// carries this writer's own number, so that a commit that was repeated after a lost answer knows its own work.
/// Every block carries its checksum, so that S3 refuses bytes that changed on the way.
final class S3BlockTarget implements BlockTarget {
    static final int PARTS_MAX = 10_000;
    private static final String WRITER = "lifeboatwriter";

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final String name;
    private final String writer = UUID.randomUUID().toString();
    private final SortedMap<Integer, CompletedPart> parts = new TreeMap<>();
    private @Nullable String upload;
    private boolean abandoned;

    S3BlockTarget(S3Client s3, String bucket, String key, String name) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        this.name = name;
    }

    @Override
    public int blocksMax() {
        return PARTS_MAX;
    }

    @Override
    public synchronized void stage(int index, byte[] bytes, int length) {
        if (abandoned) {
            throw new TransientFailure(name + " was given up", "Run the backup again.");
        }
        try {
            String id = upload();
            int number = index + 1;
            String checksum = crc32c(bytes, length);
            var answer = s3.uploadPart(
                    part -> part.bucket(bucket)
                            .key(key)
                            .uploadId(id)
                            .partNumber(number)
                            .checksumCRC32C(checksum),
                    body(bytes, length));
            parts.put(
                    number,
                    CompletedPart.builder()
                            .partNumber(number)
                            .eTag(answer.eTag())
                            .checksumCRC32C(checksum)
                            .build());
        } catch (SdkException e) {
            throw S3Failure.of("store a block of " + name, e);
        }
    }

    private String upload() {
        if (upload == null) {
            upload = s3.createMultipartUpload(create -> create.bucket(bucket)
                            .key(key)
                            .metadata(Map.of(WRITER, writer))
                            .checksumAlgorithm(ChecksumAlgorithm.CRC32_C))
                    .uploadId();
        }
        return upload;
    }

    @Override
    public synchronized void commit(int count) {
        var all = List.copyOf(parts.values());
        if (all.size() != count) {
            throw new IllegalStateException(all.size() + " of " + count + " blocks of " + name + " are stored");
        }
        unlessItExists(() -> s3.completeMultipartUpload(complete -> complete.bucket(bucket)
                .key(key)
                .uploadId(upload())
                .ifNoneMatch("*")
                .multipartUpload(completed -> completed.parts(all))));
    }

    @Override
    public void put(byte[] bytes, int length) {
        unlessItExists(() -> s3.putObject(
                put -> put.bucket(bucket)
                        .key(key)
                        .ifNoneMatch("*")
                        .metadata(Map.of(WRITER, writer))
                        .checksumCRC32C(crc32c(bytes, length)),
                body(bytes, length)));
    }

    private void unlessItExists(Runnable call) {
        try {
            call.run();
        } catch (SdkException e) {
            if (!mayBeOurs(e) || !isOurs()) {
                throw S3Failure.of("commit " + name, e);
            }
        }
    }

    /// An attempt whose answer was lost has made the object, and ended the upload.
    private static boolean mayBeOurs(SdkException e) {
        return e instanceof S3Exception answer
                && switch (answer.statusCode()) {
                    case S3Failure.NOT_FOUND, S3Failure.CONFLICT, S3Failure.EXISTS -> true;
                    default -> false;
                };
    }

    private boolean isOurs() {
        try {
            return writer.equals(s3.headObject(head -> head.bucket(bucket).key(key))
                    .metadata()
                    .get(WRITER));
        } catch (S3Exception e) {
            if (e.statusCode() == S3Failure.NOT_FOUND) {
                return false;
            }
            throw S3Failure.of("look at " + name, e);
        } catch (SdkException e) {
            throw S3Failure.of("look at " + name, e);
        }
    }

    /// Ends the upload, also when the thread is interrupted. What it leaves behind if that fails is invisible
    /// and goes with the bucket's rule for incomplete uploads.
    @Override
    public synchronized void abandon() {
        abandoned = true;
        String id = upload;
        if (id == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(id));
        } catch (SdkException notAborted) {
            return;
        } finally {
            upload = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Reads the bytes where they are, once for each attempt.
    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
    }

    private static String crc32c(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        byte[] value =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
        return Base64.getEncoder().encodeToString(value);
    }
}
