package cloud;

import cloud.aws.Secrets;
import cloud.aws.WebIdentity;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.AzureAuthorityHosts;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Makes the credentials with which Azure's clients get their tokens from Microsoft Entra.
public final class AzureIdentity {
    private final Supplier<StsClient> sts;
    private final Secrets secrets;
    private final HttpClient http;
    private final String authorityHost;

    /// `sts` is asked for only where there is federation, and must be regional. `authorityHost` is the base URL
    /// of Entra.
    public AzureIdentity(Supplier<StsClient> sts, Secrets secrets, HttpClient http, String authorityHost) {
        this.sts = sts;
        this.secrets = secrets;
        this.http = http;
        this.authorityHost = authorityHost;
    }

    /// With this function's own role, and the public Entra.
    public static AzureIdentity connect(Secrets secrets) {
        return new AzureIdentity(
                () -> StsClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build(),
                secrets,
                new JdkHttpClientBuilder()
                        .connectionTimeout(Duration.ofSeconds(10))
                        .responseTimeout(Duration.ofSeconds(30))
                        .build(),
                AzureAuthorityHosts.AZURE_PUBLIC_CLOUD);
    }

    /// A credential that gets a token when one is needed and keeps it until it is about to expire. A client
    /// secret is read here and now: make a new credential after it was rotated.
    public TokenCredential credential(AzureAccess.Identity access) {
        return switch (access) {
            case AzureAccess.Federated identity -> federated(identity);
            case AzureAccess.ClientSecret identity ->
                at(new ClientSecretCredentialBuilder(), identity.tenantId(), identity.clientId())
                        .clientSecret(secrets.text(identity.secretArn()).reveal())
                        .build();
        };
    }

    /// The web identity token lives for minutes and is spent once, so each exchange gets one of its own.
    private TokenCredential federated(AzureAccess.Federated identity) {
        var webIdentity = new WebIdentity(sts.get());
        return at(new ClientAssertionCredentialBuilder(), identity.tenantId(), identity.clientId())
                .clientAssertion(() -> webIdentity.token(WebIdentity.ENTRA))
                .build();
    }

    /// Whoever sends requests with the credential tries again by himself, and then logs in again, so there is
    /// little to repeat here. Entra's address is known, so nothing is asked of its directory of addresses: one
    /// request less to fail.
    private <T extends AadCredentialBuilderBase<T>> T at(T builder, String tenant, String client) {
        return builder.tenantId(tenant)
                .clientId(client)
                .httpClient(http)
                .retryOptions(new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(300))))
                .authorityHost(authorityHost)
                .disableInstanceDiscovery();
    }
}
