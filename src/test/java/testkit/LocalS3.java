package testkit;

import cloud.aws.S3BlobStore;
import cloud.aws.S3Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// S3 on this machine: S3Proxy in memory, a process of its own, behind a {@link S3Gate} that adds what it does
/// not check. Signatures are verified. Ready in about two seconds.
public final class LocalS3 implements AutoCloseable {
    public static final String KEY_ID = "local-identity";
    public static final String SECRET = "local-credential";

    private final Process process;
    private final Path folder;
    private final S3Gate gate;

    private LocalS3(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        var direct = client(S3Login.builder(), URI.create("http://127.0.0.1:" + port), SECRET);
        this.gate = S3Gate.start(port, direct);
    }

    public static LocalS3 start() {
        Path jar = Scripts.root().resolve("target/s3proxy.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: mvn process-test-classes fetches it");
        }
        try {
            Path folder = Files.createTempDirectory("lifeboat-s3-");
            int port = Servers.freePort();
            Path log = folder.resolve("log");
            var process = new ProcessBuilder(command(jar, folder, settings(folder, port)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
            Servers.await(process, log, () -> listens(port));
            return new LocalS3(process, folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path jar, Path folder, Path settings) {
        return List.of(
                Path.of(System.getProperty("java.home", "")).resolve("bin/java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-jar",
                jar.toString(),
                "--properties",
                settings.toString());
    }

    private static Path settings(Path folder, int port) throws IOException {
        return Files.write(
                folder.resolve("settings"),
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + KEY_ID,
                        "s3proxy.credential=" + SECRET,
                        // the checksums, which the gate checks
                        "s3proxy.ignore-unknown-headers=true",
                        "jclouds.provider=transient",
                        "jclouds.identity=none",
                        "jclouds.credential=none"));
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /// What can go wrong between here and the server.
    public S3Gate gate() {
        return gate;
    }

    public S3Client client() {
        return client(S3Login.builder(), gate.endpoint(), SECRET);
    }

    /// A client of other making, or with another secret key.
    public S3Client client(S3ClientBuilder builder, String secret) {
        return client(builder, gate.endpoint(), secret);
    }

    /// Without chunks a body goes over HTTP as it would over HTTPS.
    private static S3Client client(S3ClientBuilder builder, URI endpoint, String secret) {
        return builder.endpointOverride(endpoint)
                .forcePathStyle(true)
                .serviceConfiguration(with -> with.chunkedEncodingEnabled(false))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, secret)))
                .build();
    }

    /// Makes a bucket.
    public void createBucket(String name) {
        try (var s3 = client()) {
            s3.createBucket(bucket -> bucket.bucket(name));
        }
    }

    /// A store below a prefix of a bucket.
    public S3BlobStore store(String bucket, String prefix) {
        return new S3BlobStore(client(), bucket, prefix);
    }

    @Override
    public void close() {
        gate.close();
        end(process, folder);
    }

    private static void end(Process process, Path folder) {
        Servers.kill(process);
        Servers.delete(folder);
    }
}
