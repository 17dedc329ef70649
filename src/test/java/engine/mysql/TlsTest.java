package engine.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.Secret;
import engine.mysql.MySqlUrl.SslMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.SharedMySql;

/// The test server's certificate is signed by an authority of its own, which nobody else trusts.
final class TlsTest {
    @TempDir
    Path folder;

    private static MySqlUrl url(SslMode mode, Optional<String> authority) {
        var url = SharedMySql.source().url();
        return new MySqlUrl(url.host(), url.port(), "root", new Secret(""), mode, authority);
    }

    @Test
    void anUnknownAuthorityIsRefused() {
        assertThatThrownBy(() -> new Sessions(url(SslMode.VERIFY_IDENTITY, Optional.empty())).open())
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("certificate was not accepted");
    }

    @Test
    void aTrustedAuthorityIsEnoughForVerifyCa() {
        String authority = SharedMySql.source().certificateAuthority().toString();
        try (var session = new Sessions(url(SslMode.VERIFY_CA, Optional.of(authority))).open()) {
            assertThat(session.query("ask", "SHOW STATUS LIKE 'Ssl_cipher'", row -> row.text(2))
                            .getFirst())
                    .isNotEmpty();
        }
    }

    @Test
    void aCertificateThatNamesAnotherHostIsRefused() {
        String authority = SharedMySql.source().certificateAuthority().toString();
        assertThatThrownBy(() -> new Sessions(url(SslMode.VERIFY_IDENTITY, Optional.of(authority))).open())
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("certificate was not accepted");
    }

    @Test
    void aFileWithoutCertificatesIsSaidSo() throws java.io.IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "not a certificate");
        assertThatThrownBy(() -> new Sessions(url(SslMode.VERIFY_CA, Optional.of(file.toString()))))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("ca.pem");
    }

    @Test
    void aWrongPasswordIsSaidWithoutThePassword() {
        var url = SharedMySql.source().url("root", "hunter2");
        assertThatThrownBy(() -> new Sessions(url).open())
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("Access denied")
                .hasMessageNotContaining("hunter2");
    }
}
