package cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.LocalSecrets;

final class SecretsTest {

    @Test
    void theShapeThatRdsKeepsIsRead() {
        try (var local = LocalSecrets.start()
                .with(
                        "arn:db",
                        "{\"engine\":\"mysql\",\"username\":\"backup\",\"password\":\"p\\\"w\",\"port\":3306}")) {
            var login = new Secrets(local.client()).databaseLogin("arn:db");
            assertThat(login.user()).isEqualTo("backup");
            assertThat(login.password().reveal()).isEqualTo("p\"w");
            assertThat(login.toString()).doesNotContain("p\"w");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hunter2", "{\"username\":\"b\",\"passwort\":\"hunter2\"}", "{\"password\":\"hunter2\"", "[]"})
    void whatIsNoLoginIsRefusedAndNotRepeated(String value) {
        try (var local = LocalSecrets.start().with("arn:db", value)) {
            var secrets = new Secrets(local.client());
            assertThatThrownBy(() -> secrets.databaseLogin("arn:db"))
                    .isInstanceOf(ConfigurationFailure.class)
                    .hasMessageContaining("arn:db")
                    .satisfies(e -> assertThat(e + " " + e.getCause()).doesNotContain("hunter2"));
        }
    }

    @Test
    void aSecretThatIsNotThereIsNamed() {
        try (var local = LocalSecrets.start()) {
            var secrets = new Secrets(local.client());
            assertThatThrownBy(() -> secrets.text("arn:missing"))
                    .isInstanceOf(ConfigurationFailure.class)
                    .hasMessageContaining("arn:missing");
        }
    }
}
