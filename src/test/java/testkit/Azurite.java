package testkit;

import base.Secret;
import cloud.azure.AzureBlobStore;
import cloud.azure.AzureLogin;
import com.azure.storage.blob.BlobContainerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/// Azure Blob on this machine: Azurite, in memory, with its well-known account. Ready in about three seconds.
public final class Azurite implements AutoCloseable {
    /// The account that every Azurite has; its key is published and protects nothing.
    public static final String ACCOUNT = "devstoreaccount1";

    public static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private final Process process;
    private final Path folder;
    private final int port;

    private Azurite(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    public static Azurite start() {
        Path main = Scripts.path("get-azurite");
        try {
            Path folder = Files.createTempDirectory("lifeboat-azurite-");
            int port = Servers.freePort();
            Path log = folder.resolve("log");
            var process = new ProcessBuilder(
                            "node",
                            main.toString(),
                            "--inMemoryPersistence",
                            "--silent",
                            "--skipApiVersionCheck",
                            "--disableTelemetry",
                            "--blobHost",
                            "127.0.0.1",
                            "--blobPort",
                            String.valueOf(port))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Servers.endWithThisProgram(process, folder);
            Servers.await(process, log, () -> listens(port));
            return new Azurite(process, folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /// The connection string, also for other tools.
    public String connectionString() {
        return connectionString(port);
    }

    /// The connection string through a proxy that listens on `port`.
    public static String connectionString(int port) {
        return "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + KEY
                + ";BlobEndpoint=http://127.0.0.1:" + port + "/" + ACCOUNT + ";";
    }

    /// A container, made if it is absent.
    public BlobContainerClient container(String name) {
        var container = new AzureLogin.ConnectionString(new Secret(connectionString())).container(ACCOUNT, name);
        container.createIfNotExists();
        return container;
    }

    /// A store below a prefix of a container.
    public AzureBlobStore store(String container, String prefix) {
        return new AzureBlobStore(container(container), prefix);
    }

    @Override
    public void close() {
        Servers.kill(process);
        Servers.delete(folder);
    }
}
