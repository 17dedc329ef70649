package backup;

import base.Progress;
import cloud.FunctionStores;
import cloud.aws.DynamoCatalog;
import cloud.aws.Secrets;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import engine.storage.TwinBlobStore;
import java.time.Clock;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// Puts the real clients together. Region and role come from Lambda's environment.
final class BackupWiring {
    private final BackupSettings settings;
    private final Secrets secrets;
    private final DynamoCatalog catalog;
    private final Clock clock = Clock.systemUTC();

    BackupWiring(BackupSettings settings) {
        this(
                settings,
                SecretsManagerClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build(),
                DynamoDbClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build());
    }

    BackupWiring(BackupSettings settings, SecretsManagerClient secrets, DynamoDbClient dynamo) {
        this.settings = settings;
        this.secrets = new Secrets(secrets);
        this.catalog = new DynamoCatalog(dynamo, settings.catalogTable(), clock);
    }

    /// Reads the database's password anew.
    NightlyBackup nightlyBackup() {
        return nightlyBackup(Progress.SILENT);
    }

    NightlyBackup nightlyBackup(Progress progress) {
        var login = secrets.databaseLogin(settings.sourceSecretArn());
        var url = new MySqlUrl(
                settings.sourceHost(),
                settings.sourcePort(),
                login.user(),
                login.password(),
                settings.sourceSslMode(),
                settings.sourceCaFile());
        var plan = new NightlyBackup.Plan(
                settings.sourceName(), settings.sourceSchemas(), settings.users(), settings.threads(), progress);
        return new NightlyBackup(
                catalog,
                new Sessions(url),
                copies(),
                plan,
                clock,
                new BackupMetrics(MetricsFactory.getMetricsInstance()));
    }

    /// One store, or two that take the same dump in one pass.
    private NightlyBackup.Copies copies() {
        var stores = new FunctionStores(settings.azure(), secrets);
        String location = settings.store().toString();
        var first = stores.open(settings.store());
        return settings.secondStore()
                .map(second -> NightlyBackup.Copies.of(
                        new TwinBlobStore(location, first, second.toString(), stores.open(second)), location))
                .orElseGet(() -> NightlyBackup.Copies.of(first, location));
    }
}
