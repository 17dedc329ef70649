package testkit.fake;

import cloud.AzureAccess;
import cloud.AzureIdentity;
import cloud.aws.Secrets;
import cloud.azure.ResourceManager;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import testkit.LocalCertificate;

/// AWS STS, Microsoft Entra and Azure Resource Manager, strict, over real HTTPS on loopback. STS and Entra live
/// by the clock of this machine; how long Resource Manager takes goes by the clock that it is given.
public final class FakeAzure implements AutoCloseable {
    private static final HttpClient HTTP = http(Duration.ofSeconds(10));

    private final FakeSts sts = new FakeSts(Clock.systemUTC());
    private final FakeEntra entra = new FakeEntra(sts);
    private final FakeArm arm;

    private FakeAzure(Clock clock, TemplateExpansion expansion) {
        arm = new FakeArm(entra, clock, expansion);
    }

    public static FakeAzure start(Clock clock, TemplateExpansion expansion) {
        return new FakeAzure(clock, expansion);
    }

    public FakeSts sts() {
        return sts;
    }

    public FakeEntra entra() {
        return entra;
    }

    public FakeArm arm() {
        return arm;
    }

    /// A client that trusts these stand-ins and nobody else.
    public static HttpClient http() {
        return HTTP;
    }

    /// The same with another limit for the time to an answer.
    public static HttpClient http(Duration patience) {
        return new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder().sslContext(context()))
                .connectionTimeout(Duration.ofSeconds(5))
                .responseTimeout(patience)
                .build();
    }

    /// For any other client of the stand-ins.
    public static SSLContext context() {
        return LocalCertificate.get().client();
    }

    /// Who makes credentials against these stand-ins. Secrets come from `secrets`.
    public AzureIdentity identity(Secrets secrets) {
        return new AzureIdentity(sts::client, secrets, http(), entra.endpoint().toString());
    }

    /// The credential of the role that the application trusts.
    public TokenCredential credential() {
        return identity(new Secrets(new NoSecrets()))
                .credential(new AzureAccess.Federated(FakeEntra.TENANT, FakeEntra.CLIENT));
    }

    /// A client for the resource group, logged in by federation.
    public ResourceManager manager() {
        return manager(credential());
    }

    /// A client for the resource group with another login.
    public ResourceManager manager(TokenCredential credential) {
        return manager(arm, credential);
    }

    /// A client for {@link #anotherArm}.
    public static ResourceManager manager(FakeArm arm, TokenCredential credential) {
        return ResourceManager.connect(http(), credential, arm.endpoint(), FakeArm.SUBSCRIPTION, FakeArm.GROUP);
    }

    /// Another Resource Manager with the same logins, to be closed by the caller. That saves the time of a login
    /// where many are started one after another.
    public FakeArm anotherArm(Clock clock, TemplateExpansion expansion) {
        return new FakeArm(entra, clock, expansion);
    }

    /// Federation needs none: every call fails.
    private static final class NoSecrets implements SecretsManagerClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() {
        arm.close();
        entra.close();
        sts.close();
    }
}
