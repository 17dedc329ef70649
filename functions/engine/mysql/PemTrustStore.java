package engine.mysql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/// Certificates of a PEM file as a key store, since the driver reads nothing else. The file that it makes holds
/// public certificates only and goes with the process.
final class PemTrustStore {
    /// Protects nothing: the store holds no secret, but its format wants a password.
    static final String PASSWORD = "public";

    private PemTrustStore() {}

    static Path of(Path pem) throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(pem)));
            int index = 0;
            for (var certificate : certificates) {
                store.setCertificateEntry("ca-" + index++, certificate);
            }
            Path file = Files.createTempFile("lifeboat-ca-", ".p12");
            file.toFile().deleteOnExit();
            try (var out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificates in PEM form", e);
        }
    }
}
