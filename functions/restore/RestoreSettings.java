package restore;

import base.Settings;
import catalog.RetentionPolicy;
import cloud.AzureAccess;
import engine.format.DefinerRule;
import engine.load.RestoreRequest;
import engine.mysql.MySqlUrl.SslMode;
import engine.storage.StoreUrl;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the function is told by its environment variables. Secrets are named by ARN only.
record RestoreSettings(
        String sourceName,
        String targetHost,
        int targetPort,
        String targetSecretArn,
        SslMode targetSslMode,
        Optional<String> targetCaFile,
        StandbyMode standbyMode,
        DefinerRule definers,
        boolean users,
        int threads,
        StoreUrl store,
        AzureAccess azure,
        String catalogTable,
        Optional<RetentionPolicy> retention) {
    private static final int MYSQL_PORT = 3306;
    private static final StoreUrl NOWHERE = new StoreUrl.Directory(Path.of("/"));

    /// What becomes of the restored data.
    enum StandbyMode {
        /// It stays, and takes the place of the night before: the target is the standby.
        WARM,
        /// It is removed after the verdict: the target is there to prove backups only.
        COLD
    }

    static RestoreSettings from(Map<String, String> environment) {
        return Settings.read(
                environment,
                settings -> new RestoreSettings(
                        settings.text("SOURCE_NAME"),
                        settings.text("TARGET_HOST"),
                        settings.number("TARGET_PORT", 1, 65_535, MYSQL_PORT),
                        settings.text("TARGET_SECRET_ARN"),
                        settings.parsed("TARGET_SSL_MODE", SslMode::valueOf).orElse(SslMode.VERIFY_IDENTITY),
                        settings.optional("TARGET_CA_FILE"),
                        settings.required("STANDBY_MODE", RestoreSettings::mode, StandbyMode.COLD),
                        settings.parsed("RESTORE_DEFINER", DefinerRule::parse).orElse(new DefinerRule.Keep()),
                        settings.flag("RESTORE_USERS"),
                        settings.number("RESTORE_THREADS", 1, 64, RestoreRequest.THREADS),
                        settings.required("BACKUP_STORE", StoreUrl::parse, NOWHERE),
                        AzureAccess.from(settings, "BACKUP_STORE"),
                        settings.text("CATALOG_TABLE"),
                        settings.parsed("RETENTION", RetentionPolicy::parse)));
    }

    private static StandbyMode mode(String text) {
        return switch (text) {
            case "warm" -> StandbyMode.WARM;
            case "cold" -> StandbyMode.COLD;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
