package testkit;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One Azurite, one S3 and one DynamoDB Local that all tests of a run share. Each test works in a container,
/// bucket or table of its own.
public final class SharedClouds {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static @Nullable Azurite azurite;
    private static @Nullable LocalS3 s3;
    private static @Nullable LocalDynamo dynamo;

    private SharedClouds() {}

    public static synchronized Azurite get() {
        if (azurite == null) {
            azurite = Azurite.start();
        }
        return azurite;
    }

    public static synchronized LocalS3 s3() {
        if (s3 == null) {
            s3 = LocalS3.start();
        }
        return s3;
    }

    public static synchronized LocalDynamo dynamo() {
        if (dynamo == null) {
            dynamo = LocalDynamo.start();
        }
        return dynamo;
    }

    /// A name that no other test has, right for containers, buckets and tables.
    public static String name() {
        return "test-" + NAMES.incrementAndGet();
    }
}
