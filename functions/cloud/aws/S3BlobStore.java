package cloud.aws;

import engine.storage.BlobNames;
import engine.storage.BlobStore;
import engine.storage.BlobWriter;
import engine.storage.BlockedWriter;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/// A store below a prefix of an S3 bucket. An object is made only if there is none of that name.
public final class S3BlobStore implements BlobStore {
    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

    /// `prefix` is empty or a path without a slash at either end.
    public S3BlobStore(S3Client s3, String bucket, String prefix) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix.isEmpty() ? "" : prefix + "/";
    }

    /// A store with the region and the credentials that the AWS SDK finds by itself.
    public static S3BlobStore connect(String bucket, String prefix) {
        return new S3BlobStore(S3Login.client(), bucket, prefix);
    }

    @Override
    public BlobWriter create(String name) {
        return new BlockedWriter(new S3BlockTarget(s3, bucket, path(name), name), executor);
    }

    @Override
    public InputStream read(String name) {
        String key = path(name);
        return new WholeObject(
                name,
                calling(
                        "read " + name,
                        () -> s3.getObject(get -> get.bucket(bucket).key(key))));
    }

    @Override
    public boolean exists(String name) {
        String key = path(name);
        return calling("look for " + name, () -> {
            try {
                s3.headObject(head -> head.bucket(bucket).key(key));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == S3Failure.NOT_FOUND) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public List<BlobInfo> list(String folder) {
        String start = folderPath(folder);
        return calling(
                "list " + folder,
                () -> children(start).contents().stream()
                        .map(object -> new BlobInfo(object.key().substring(start.length()), object.size()))
                        .filter(blob -> !blob.name().isEmpty())
                        .toList());
    }

    @Override
    public List<String> folders(String folder) {
        String start = folderPath(folder);
        return calling(
                "list " + folder,
                () -> children(start).commonPrefixes().stream()
                        .map(child -> child.prefix().substring(start.length()).replaceAll("/$", ""))
                        .filter(Predicate.not(String::isEmpty))
                        .toList());
    }

    @Override
    public void delete(String name) {
        String key = path(name);
        calling(
                "delete " + name,
                () -> s3.deleteObject(delete -> delete.bucket(bucket).key(key)));
    }

    private ListObjectsV2Iterable children(String start) {
        return s3.listObjectsV2Paginator(
                list -> list.bucket(bucket).prefix(start).delimiter("/"));
    }

    private String folderPath(String folder) {
        return folder.isEmpty() ? prefix : path(folder) + "/";
    }

    private String path(String name) {
        return prefix + BlobNames.checked(name);
    }

    private static <T> T calling(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw S3Failure.of(what, e);
        }
    }
}
