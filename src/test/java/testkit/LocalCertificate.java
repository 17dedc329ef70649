package testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// A certificate for `localhost` that nobody else trusts, made anew for each run by the JDK's own tool.
public final class LocalCertificate {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static @Nullable LocalCertificate shared;

    private final SSLContext server;
    private final SSLContext client;
    private final TrustManager[] trust;

    private LocalCertificate(KeyStore keys) throws GeneralSecurityException {
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD);
        server = SSLContext.getInstance("TLS");
        server.init(keyManagers.getKeyManagers(), null, null);
        trust = trust(keys);
        client = SSLContext.getInstance("TLS");
        client.init(null, trust, null);
    }

    private static TrustManager[] trust(KeyStore keys) throws GeneralSecurityException {
        var trusted = KeyStore.getInstance("PKCS12");
        try {
            trusted.load(null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        trusted.setCertificateEntry("local", keys.getCertificate("local"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers.getTrustManagers();
    }

    /// The one of this run.
    public static synchronized LocalCertificate get() {
        if (shared == null) {
            shared = make();
        }
        return shared;
    }

    private static LocalCertificate make() {
        try {
            var folder = Files.createTempDirectory("lifeboat-certificate");
            try {
                return new LocalCertificate(generate(folder.resolve("keys.p12")));
            } finally {
                Servers.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore generate(Path file) throws IOException, GeneralSecurityException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "local",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                String.valueOf(PASSWORD),
                "-keystore",
                file.toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool made no certificate: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    /// For a server on loopback.
    public SSLContext server() {
        return server;
    }

    /// For a client that trusts this certificate and no other.
    public SSLContext client() {
        return client;
    }

    /// What {@link #client} trusts with.
    public TrustManager[] trust() {
        return trust.clone();
    }
}
