package restore;

import base.Progress;
import cloud.aws.DynamoCatalog;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import testkit.Azurite;
import testkit.Database;
import testkit.LocalDynamo;
import testkit.LocalSecrets;
import testkit.ReadSettings;

/// The restore function on servers of this machine.
public final class LocalRestore implements AutoCloseable {
    private static final String TARGET_SECRET = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:target";
    private static final String AZURE_SECRET = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:azure";

    private final LocalSecrets secrets;
    private final DynamoDbClient dynamo;
    private final Map<String, String> environment;

    private LocalRestore(LocalSecrets secrets, DynamoDbClient dynamo, Map<String, String> environment) {
        this.secrets = secrets;
        this.dynamo = dynamo;
        this.environment = environment;
    }

    /// `mode` is `warm` or `cold`. The container and the table must be there.
    public static LocalRestore of(
            Database target, String azureConnection, LocalDynamo dynamo, String container, String table, String mode) {
        var url = target.url();
        var secrets = LocalSecrets.start()
                .with(
                        TARGET_SECRET,
                        "{\"username\":\"" + url.user() + "\",\"password\":\""
                                + url.password().reveal() + "\"}")
                .with(AZURE_SECRET, azureConnection);
        var environment = new HashMap<String, String>();
        environment.put("SOURCE_NAME", "shop");
        environment.put("TARGET_HOST", url.host());
        environment.put("TARGET_PORT", String.valueOf(url.port()));
        environment.put("TARGET_SECRET_ARN", TARGET_SECRET);
        environment.put("TARGET_SSL_MODE", url.sslMode().name());
        environment.put("STANDBY_MODE", mode);
        environment.put("BACKUP_STORE", "az://" + Azurite.ACCOUNT + "/" + container);
        environment.put("AZURE_SECRET_ARN", AZURE_SECRET);
        environment.put("CATALOG_TABLE", table);
        return new LocalRestore(secrets, dynamo.client(), environment);
    }

    /// The environment variables that the function reads.
    public static Set<String> settingsThatAreRead() {
        return ReadSettings.of(Map.of("BACKUP_STORE", "az://account/container"), RestoreSettings::from);
    }

    /// Changes a setting.
    public LocalRestore with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public RestoreHandler handler(Progress progress) {
        var wiring = new RestoreWiring(RestoreSettings.from(environment), secrets.client(), dynamo);
        return new RestoreHandler(() -> wiring.backupProof(progress), Clock.systemUTC());
    }

    /// The hourly look, at the time of `clock`.
    public FreshnessHandler freshness(Clock clock) {
        var catalog = new DynamoCatalog(dynamo, environment.getOrDefault("CATALOG_TABLE", ""), clock);
        return new FreshnessHandler(catalog, "shop", new RestoreMetrics(MetricsFactory.getMetricsInstance()), clock);
    }

    @Override
    public void close() {
        secrets.close();
        dynamo.close();
    }
}
