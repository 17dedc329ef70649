package backup;

import backup.BackupSettings.AzureAccess;
import base.Progress;
import cloud.aws.DynamoCatalog;
import cloud.aws.S3BlobStore;
import cloud.aws.Secrets;
import cloud.aws.WebIdentity;
import cloud.azure.AzureBlobStore;
import cloud.azure.AzureLogin;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.ClientAssertionCredentialBuilder;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import engine.storage.FileBlobStore;
import engine.storage.StoreUrl;
import java.time.Clock;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
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
                store(),
                settings.store().toString(),
                plan,
                clock,
                new BackupMetrics(MetricsFactory.getMetricsInstance()));
    }

    private BlobStore store() {
        return switch (settings.store()) {
            case StoreUrl.Directory directory -> new FileBlobStore(directory.path());
            case StoreUrl.Azure azure ->
                new AzureBlobStore(login().container(azure.account(), azure.container()), azure.prefix());
            case StoreUrl.S3 s3 -> S3BlobStore.connect(s3.bucket(), s3.prefix());
        };
    }

    private AzureLogin login() {
        return switch (settings.azure()) {
            case AzureAccess.SecretArn secret -> AzureLogin.ofSecret(secrets.text(secret.arn()));
            case AzureAccess.Federated federated -> federated(federated);
        };
    }

    private static AzureLogin federated(AzureAccess.Federated identity) {
        var webIdentity = new WebIdentity(
                StsClient.builder().httpClient(UrlConnectionHttpClient.create()).build());
        return new AzureLogin.Token(new ClientAssertionCredentialBuilder()
                .tenantId(identity.tenantId())
                .clientId(identity.clientId())
                .clientAssertion(() -> webIdentity.token(WebIdentity.ENTRA))
                .httpClient(new JdkHttpClientBuilder().build())
                .build());
    }
}
