package backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import cloud.AzureAccess;
import engine.mysql.MySqlUrl.SslMode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BackupSettingsTest {
    private static final Map<String, String> LEAST = Map.of(
            "SOURCE_NAME", "shop",
            "SOURCE_HOST", "db.example.com",
            "SOURCE_SECRET_ARN", "arn:db",
            "BACKUP_STORE", "az://account/backups/shop",
            "AZURE_TENANT_ID", "tenant",
            "AZURE_CLIENT_ID", "client",
            "CATALOG_TABLE", "catalog");

    @Test
    void theLeastIsEnough() {
        var settings = BackupSettings.from(LEAST);
        assertThat(settings.sourcePort()).isEqualTo(3306);
        assertThat(settings.sourceSslMode()).isEqualTo(SslMode.VERIFY_IDENTITY);
        assertThat(settings.threads()).isEqualTo(4);
        assertThat(settings.users()).isFalse();
        assertThat(settings.sourceSchemas()).isEmpty();
        assertThat(settings.azure()).isEqualTo(new AzureAccess.Federated("tenant", "client"));
        assertThat(settings.store().toString()).isEqualTo("az://account/backups/shop");
    }

    @Test
    void everySettingIsRead() {
        var all = new HashMap<>(LEAST);
        all.putAll(Map.of(
                "SOURCE_PORT", "3307",
                "SOURCE_SCHEMAS", "shop, clinic",
                "SOURCE_SSL_MODE", "VERIFY_CA",
                "SOURCE_CA_FILE", "/opt/rds.pem",
                "AZURE_SECRET_ARN", "arn:azure",
                "BACKUP_THREADS", "8",
                "BACKUP_USERS", "true"));
        var settings = BackupSettings.from(all);
        assertThat(settings.sourcePort()).isEqualTo(3307);
        assertThat(settings.sourceSchemas()).containsExactly("shop", "clinic");
        assertThat(settings.sourceSslMode()).isEqualTo(SslMode.VERIFY_CA);
        assertThat(settings.sourceCaFile()).contains("/opt/rds.pem");
        assertThat(settings.azure()).isEqualTo(new AzureAccess.SecretArn("arn:azure"));
        assertThat(settings.threads()).isEqualTo(8);
        assertThat(settings.users()).isTrue();
    }

    @Test
    void allProblemsAreReportedAtOnceAndNoValueIsRepeated() {
        var wrong = Map.of(
                "SOURCE_PORT", "hunter2",
                "BACKUP_STORE", "ftp://hunter2",
                "BACKUP_THREADS", "1000",
                "BACKUP_USERS", "hunter2",
                "SOURCE_SSL_MODE", "hunter2");
        assertThatThrownBy(() -> BackupSettings.from(wrong))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContainingAll(
                        "SOURCE_NAME is not set",
                        "SOURCE_HOST is not set",
                        "SOURCE_SECRET_ARN is not set",
                        "SOURCE_PORT is not valid",
                        "BACKUP_STORE: ",
                        "AZURE_TENANT_ID is not set",
                        "AZURE_CLIENT_ID is not set",
                        "CATALOG_TABLE is not set",
                        "BACKUP_THREADS must be from 1 to 64",
                        "BACKUP_USERS is not valid",
                        "SOURCE_SSL_MODE is not valid");
    }
}
