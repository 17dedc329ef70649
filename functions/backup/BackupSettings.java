package backup;

import base.Settings;
import engine.dump.DumpRequest;
import engine.mysql.MySqlUrl.SslMode;
import engine.storage.StoreUrl;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the function is told by its environment variables. Secrets are named by ARN only.
record BackupSettings(
        String sourceName,
        String sourceHost,
        int sourcePort,
        String sourceSecretArn,
        List<String> sourceSchemas,
        SslMode sourceSslMode,
        Optional<String> sourceCaFile,
        StoreUrl store,
        AzureAccess azure,
        String catalogTable,
        int threads,
        boolean users) {
    private static final int MYSQL_PORT = 3306;

    /// How the function logs in to Azure: by federation, without any secret, or by one kept in Secrets Manager.
    sealed interface AzureAccess {
        /// The Entra application that trusts this function's role.
        record Federated(String tenantId, String clientId) implements AzureAccess {}

        /// A secret with a connection string or a shared access signature.
        record SecretArn(String arn) implements AzureAccess {}
    }

    static BackupSettings from(Map<String, String> environment) {
        return Settings.read(
                environment,
                settings -> new BackupSettings(
                        settings.text("SOURCE_NAME"),
                        settings.text("SOURCE_HOST"),
                        settings.number("SOURCE_PORT", 1, 65_535, MYSQL_PORT),
                        settings.text("SOURCE_SECRET_ARN"),
                        settings.optional("SOURCE_SCHEMAS")
                                .map(BackupSettings::names)
                                .orElse(List.of()),
                        settings.parsed("SOURCE_SSL_MODE", SslMode::valueOf).orElse(SslMode.VERIFY_IDENTITY),
                        settings.optional("SOURCE_CA_FILE"),
                        settings.parsed("BACKUP_STORE", StoreUrl::parse).orElseGet(() -> missingStore(settings)),
                        azure(settings),
                        settings.text("CATALOG_TABLE"),
                        settings.number("BACKUP_THREADS", 1, 64, DumpRequest.THREADS),
                        settings.parsed("BACKUP_USERS", BackupSettings::yesOrNo).orElse(false)));
    }

    private static StoreUrl missingStore(Settings settings) {
        // A value that could not be parsed is a problem already; text() adds the one that is absent.
        settings.text("BACKUP_STORE");
        return new StoreUrl.Directory(Path.of("/"));
    }

    private static AzureAccess azure(Settings settings) {
        var secret = settings.optional("AZURE_SECRET_ARN");
        if (secret.isPresent()) {
            return new AzureAccess.SecretArn(secret.get());
        }
        return new AzureAccess.Federated(settings.text("AZURE_TENANT_ID"), settings.text("AZURE_CLIENT_ID"));
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
