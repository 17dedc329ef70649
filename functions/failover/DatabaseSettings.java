package failover;

import base.Settings;
import cloud.aws.Secrets;
import engine.mysql.MySqlUrl;
import engine.mysql.MySqlUrl.SslMode;
import java.util.Optional;

/// Where a database is, and the secret with its login.
record DatabaseSettings(String host, int port, String secretArn, SslMode sslMode, Optional<String> caFile) {
    private static final int MYSQL_PORT = 3306;

    /// Reads `TARGET_HOST`, `TARGET_PORT` and so on, for the prefix `TARGET`.
    static DatabaseSettings from(Settings settings, String prefix) {
        return from(settings, prefix, settings.text(prefix + "_SECRET_ARN"));
    }

    /// The same for another login.
    static DatabaseSettings from(Settings settings, String prefix, String secretArn) {
        return new DatabaseSettings(
                settings.text(prefix + "_HOST"),
                settings.number(prefix + "_PORT", 1, 65_535, MYSQL_PORT),
                secretArn,
                settings.parsed(prefix + "_SSL_MODE", SslMode::valueOf).orElse(SslMode.VERIFY_IDENTITY),
                settings.optional(prefix + "_CA_FILE"));
    }

    /// Reads the password anew.
    MySqlUrl url(Secrets secrets) {
        var login = secrets.databaseLogin(secretArn);
        return new MySqlUrl(host, port, login.user(), login.password(), sslMode, caFile);
    }
}
