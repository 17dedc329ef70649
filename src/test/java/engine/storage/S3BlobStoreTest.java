package engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.TransientFailure;
import cloud.aws.S3BlobStore;
import cloud.aws.S3Login;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import testkit.LocalS3;
import testkit.S3Gate.Fault;
import testkit.SharedClouds;

/// Against a real S3 server, through a gate at which things go wrong.
final class S3BlobStoreTest extends BlobStoreContract {
    private static final int TWO_BLOCKS = 9_000_000;

    private final LocalS3 server = SharedClouds.s3();
    private final String bucket = SharedClouds.name();
    private final byte[] large = new byte[TWO_BLOCKS];

    @BeforeEach
    void bucket() {
        server.createBucket(bucket);
        new Random(7).nextBytes(large);
    }

    @Override
    BlobStore store() {
        return server.store(bucket, "some/prefix");
    }

    private void goesWrong(Fault fault, String start, Predicate<String> more) {
        server.gate().next(fault, line -> line.startsWith(start + " /" + bucket + "/") && more.test(line));
    }

    private static void write(BlobStore store, String name, byte[] bytes) {
        try (var blob = store.create(name)) {
            blob.write(bytes, 0, bytes.length);
            blob.commit();
        }
    }

    private static byte[] read(BlobStore store, String name) throws IOException {
        try (InputStream in = store.read(name)) {
            return in.readAllBytes();
        }
    }

    private List<String> uploads() {
        try (S3Client s3 = server.client()) {
            return s3.listMultipartUploads(list -> list.bucket(bucket)).uploads().stream()
                    .map(MultipartUpload::key)
                    .toList();
        }
    }

    @Test
    void aCommitOfOneBlockWhoseAnswerIsLostKnowsItsOwnWork() throws IOException {
        goesWrong(Fault.ANSWER_LOST, "PUT", line -> line.contains("/x"));
        write(store(), "x", new byte[] {1, 2});
        assertThat(server.gate().allHappened()).isTrue();
        assertThat(read(store(), "x")).containsExactly(1, 2);
    }

    @Test
    void aCommitOfManyBlocksWhoseAnswerIsLostKnowsItsOwnWork() throws IOException {
        goesWrong(Fault.ANSWER_LOST, "POST", line -> line.contains("uploadId="));
        write(store(), "x", large);
        assertThat(server.gate().allHappened()).isTrue();
        assertThat(read(store(), "x")).isEqualTo(large);
        assertThat(uploads()).isEmpty();
    }

    @Test
    void requestsThatAreLostAreSentAgain() throws IOException {
        goesWrong(Fault.REQUEST_LOST, "POST", line -> line.contains("uploads"));
        goesWrong(Fault.REQUEST_LOST, "PUT", line -> line.contains("partNumber=2"));
        goesWrong(Fault.ANSWER_LOST, "PUT", line -> line.contains("partNumber=1"));
        goesWrong(Fault.REQUEST_LOST, "POST", line -> line.contains("uploadId="));
        write(store(), "x", large);
        assertThat(server.gate().allHappened()).isTrue();
        assertThat(read(store(), "x")).isEqualTo(large);
    }

    @Test
    void bytesThatChangeOnTheWayAreRefused() {
        goesWrong(Fault.BIT_FLIPPED, "PUT", line -> line.contains("partNumber=2"));
        assertThatThrownBy(() -> write(store(), "many", large)).isInstanceOf(TransientFailure.class);
        goesWrong(Fault.BIT_FLIPPED, "PUT", line -> line.contains("/one"));
        assertThatThrownBy(() -> write(store(), "one", new byte[100])).isInstanceOf(TransientFailure.class);
        assertThat(store().list("")).isEmpty();
        assertThat(uploads()).isEmpty();
    }

    @Test
    void aBlobThatIsNotCommittedLeavesNoUploadBehind() {
        try (var blob = store().create("x")) {
            blob.write(large, 0, large.length);
        }
        assertThat(uploads()).isEmpty();
    }

    @Test
    void anUploadIsEndedByAnInterruptedThreadToo() {
        try (var blob = store().create("x")) {
            blob.write(large, 0, large.length);
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(uploads()).isEmpty();
    }

    @Test
    void aCommitThatIsRefusedLeavesNoUploadBehind() throws IOException {
        write(store(), "x", new byte[] {1});
        assertThatThrownBy(() -> write(store(), "x", large))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("exists already");
        assertThat(uploads()).isEmpty();
        assertThat(read(store(), "x")).containsExactly(1);
    }

    @Test
    void ofManyWritersOfOneNameOneWins() throws Exception {
        var store = store();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> writer = () -> {
                try {
                    write(store, "x", new byte[] {1});
                    return true;
                } catch (ConfigurationFailure taken) {
                    return false;
                }
            };
            int won = 0;
            for (Future<Boolean> result : threads.invokeAll(
                    IntStream.range(0, 16).mapToObj(i -> writer).toList())) {
                won += result.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatEndsEarlyIsNoEnd() {
        write(store(), "x", large);
        goesWrong(Fault.ANSWER_CUT, "GET", line -> line.contains("/x"));
        assertThatThrownBy(() -> read(store(), "x"))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("cannot read x after \\d+ of 9000000 bytes: .*");
    }

    @Test
    void closingALargeBlobEarlyDoesNotReadItsRest() throws IOException {
        write(store(), "x", large);
        try (InputStream in = store().read("x")) {
            assertThat(in.read()).isEqualTo(large[0] & 0xff);
            assertThat(in.readNBytes(1000)).isEqualTo(Arrays.copyOfRange(large, 1, 1001));
        }
    }

    @Test
    void aListOfManyPagesIsOneList() {
        var onePage = store();
        for (int i = 0; i < 5; i++) {
            write(onePage, "f/" + i, new byte[1]);
            write(onePage, "f/sub" + i + "/x", new byte[1]);
        }
        ExecutionInterceptor smallPages = new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return context.request() instanceof ListObjectsV2Request list
                        ? list.toBuilder().maxKeys(2).build()
                        : context.request();
            }
        };
        var builder = S3Login.builder().overrideConfiguration(with -> with.addExecutionInterceptor(smallPages));
        var store = new S3BlobStore(server.client(builder, LocalS3.SECRET), bucket, "some/prefix");
        assertThat(store.list("f")).extracting(BlobStore.BlobInfo::name).containsExactly("0", "1", "2", "3", "4");
        assertThat(store.folders("f")).containsExactly("sub0", "sub1", "sub2", "sub3", "sub4");
    }

    @Test
    void aBucketThatIsAbsentIsSaidSo() {
        var store = server.store("absent-" + bucket, "");
        assertThatThrownBy(() -> write(store, "x", new byte[1]))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("the bucket does not exist");
    }

    @Test
    void aWrongSecretIsDeniedAndItsValueIsNowhere() {
        String secret = "wrong-wrong-wrong";
        var store = new S3BlobStore(server.client(S3Login.builder(), secret), bucket, "");
        for (byte[] bytes : new byte[][] {new byte[1], large}) {
            assertThatThrownBy(() -> write(store, "x", bytes))
                    .isInstanceOfSatisfying(
                            ConfigurationFailure.class,
                            failure -> assertThat(failure.hint()).contains("Check the login"))
                    .hasMessageContaining("AWS denies it (SignatureDoesNotMatch)")
                    .satisfies(failure ->
                            assertThat(failure.toString() + failure.getCause()).doesNotContain(secret));
        }
        assertThatThrownBy(() -> store.exists("x")).isInstanceOf(ConfigurationFailure.class);
    }
}
