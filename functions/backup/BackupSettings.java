package backup;

import base.Settings;
import cloud.AzureAccess;
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
        Optional<StoreUrl> secondStore,
        AzureAccess azure,
        String catalogTable,
        int threads,
        boolean users) {
    private static final int MYSQL_PORT = 3306;
    private static final StoreUrl NOWHERE = new StoreUrl.Directory(Path.of("/"));

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
                        settings.required("BACKUP_STORE", StoreUrl::parse, NOWHERE),
                        settings.parsed("BACKUP_SECOND_STORE", StoreUrl::parse),
                        AzureAccess.from(settings, "BACKUP_STORE", "BACKUP_SECOND_STORE"),
                        settings.text("CATALOG_TABLE"),
                        settings.number("BACKUP_THREADS", 1, 64, DumpRequest.THREADS),
                        settings.flag("BACKUP_USERS")));
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
