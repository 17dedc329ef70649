package failover;

import base.Pause;
import cloud.AzureAccess;
import cloud.AzureIdentity;
import cloud.aws.Secrets;
import cloud.azure.ResourceManager;
import com.azure.core.credential.TokenCredential;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/// How a function reaches the world. Clients are made when a task wants them, so that no function pays for those of
/// another.
record Clients(
        Supplier<DynamoDbClient> dynamo,
        Supplier<SecretsManagerClient> secrets,
        Supplier<SnsClient> sns,
        Supplier<SfnClient> sfn,
        Function<AzureAccess.Identity, TokenCredential> azure,
        ManagerMaker resourceManager,
        SiteProbe probe,
        Clock clock,
        Pause pause) {

    /// Makes a client for one resource group.
    interface ManagerMaker {
        ResourceManager make(TokenCredential credential, String subscription, String resourceGroup);
    }

    /// The real ones. Region and role come from Lambda's environment.
    static Clients real() {
        Supplier<SecretsManagerClient> secrets = () -> SecretsManagerClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        return new Clients(
                () -> DynamoDbClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build(),
                secrets,
                () -> SnsClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build(),
                () -> SfnClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build(),
                access -> AzureIdentity.connect(new Secrets(secrets.get())).credential(access),
                (credential, subscription, group) ->
                        ResourceManager.connect(credential, ResourceManager.PUBLIC_CLOUD, subscription, group),
                new SiteProbe(),
                Clock.systemUTC(),
                Pause.REAL);
    }
}
