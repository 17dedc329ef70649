package engine.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.Secret;
import engine.mysql.MySqlUrl.SslMode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MySqlUrlTest {

    private static MySqlUrl parse(String url) {
        return MySqlUrl.parse(url, Optional.of(new Secret("elsewhere")));
    }

    @Test
    void everyPartIsRead() {
        var url = parse("mysql://us%40er:p%3Aa+ss@db.example.com:3307?sslMode=VERIFY_CA&sslCa=/etc/ca.pem");
        assertThat(url.host()).isEqualTo("db.example.com");
        assertThat(url.port()).isEqualTo(3307);
        assertThat(url.user()).isEqualTo("us@er");
        assertThat(url.password().reveal()).isEqualTo("p:a+ss");
        assertThat(url.sslMode()).isEqualTo(SslMode.VERIFY_CA);
        assertThat(url.sslCa()).contains("/etc/ca.pem");
    }

    @Test
    void tlsIsVerifiedUnlessOneSaysOtherwise() {
        var url = parse("mysql://backup@db");
        assertThat(url.sslMode()).isEqualTo(SslMode.VERIFY_IDENTITY);
        assertThat(url.port()).isEqualTo(3306);
        assertThat(url.password().reveal()).isEqualTo("elsewhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://u:hunter2@h",
                "mysql://h",
                "mysql:u:hunter2@h",
                "mysql://u:hunter2@h?ssl=1",
                "hunter2 x",
                "mysql://u:hunter2@h?sslMode=maybe",
                "mysql://u:hunter2@h:port",
                "mysql://u:hunt er2@h"
            })
    void aBadUrlIsRefusedAndItsPasswordIsNotRepeated(String url) {
        assertThatThrownBy(() -> parse(url))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageNotContaining("hunter2")
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("hunter2"));
    }

    @Test
    void aUrlPrintsNoPassword() {
        assertThat(parse("mysql://u:hunter2@h").toString()).doesNotContain("hunter2");
    }
}
