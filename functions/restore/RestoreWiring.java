package restore;

import base.Progress;
import cloud.FunctionStores;
import cloud.aws.DynamoCatalog;
import cloud.aws.Secrets;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import engine.stored.Pruning;
import java.time.Clock;
import restore.RestoreSettings.StandbyMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// Puts the real clients together. Region and role come from Lambda's environment.
final class RestoreWiring {
    private final RestoreSettings settings;
    private final Secrets secrets;
    private final DynamoCatalog catalog;
    private final Clock clock = Clock.systemUTC();

    RestoreWiring(RestoreSettings settings) {
        this(
                settings,
                SecretsManagerClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build(),
                DynamoDbClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build());
    }

    RestoreWiring(RestoreSettings settings, SecretsManagerClient secrets, DynamoDbClient dynamo) {
        this.settings = settings;
        this.secrets = new Secrets(secrets);
        this.catalog = new DynamoCatalog(dynamo, settings.catalogTable(), clock);
    }

    /// Reads the target's password anew.
    BackupProof backupProof() {
        return backupProof(Progress.SILENT);
    }

    BackupProof backupProof(Progress progress) {
        var login = secrets.databaseLogin(settings.targetSecretArn());
        var url = new MySqlUrl(
                settings.targetHost(),
                settings.targetPort(),
                login.user(),
                login.password(),
                settings.targetSslMode(),
                settings.targetCaFile());
        var plan = new BackupProof.Plan(
                settings.sourceName(),
                settings.standbyMode() == StandbyMode.WARM,
                settings.users(),
                settings.definers(),
                settings.threads(),
                progress);
        var metrics = new RestoreMetrics(MetricsFactory.getMetricsInstance());
        var store = new FunctionStores(settings.azure(), secrets).open(settings.store());
        return new BackupProof(
                catalog, Sessions.loading(url), new Sessions(url), store, plan, metrics, () -> prune(store, metrics));
    }

    /// Deletes old backups if there is a policy.
    private void prune(BlobStore store, RestoreMetrics metrics) {
        settings.retention()
                .ifPresent(policy -> new Retention(
                                policy, new Pruning(store, clock), catalog, settings.sourceName(), metrics, clock)
                        .prune());
    }
}
