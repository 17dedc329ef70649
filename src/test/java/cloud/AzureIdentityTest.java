package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.Failure;
import base.Settings;
import base.TransientFailure;
import cloud.aws.Secrets;
import cloud.azure.AzureBlobStore;
import cloud.azure.AzureLogin;
import cloud.azure.ResourceManager;
import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientAssertionCredentialBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import testkit.LocalSecrets;
import testkit.fake.FakeAzure;
import testkit.fake.FakeEntra;
import testkit.fake.FakeSts;
import testkit.fake.TemplateExpansion;

/// From the role in AWS to an answer of Resource Manager, against strict stand-ins for STS, Entra and Resource
/// Manager.
final class AzureIdentityTest {
    private static final String ARN = "arn:aws:secretsmanager:ap-northeast-2:1:secret:azure";

    private final FakeAzure azure = FakeAzure.start(Clock.systemUTC(), TemplateExpansion.literal());

    @AfterEach
    void close() {
        azure.close();
    }

    private static Optional<?> ask(ResourceManager manager) {
        return manager.deployment("site");
    }

    @Test
    void aRoleInAwsGetsAnAnswerOfAzureWithoutAnySecret() {
        var manager = azure.manager();
        assertThat(ask(manager)).isEmpty();
        assertThat(ask(manager)).isEmpty();
        assertThat(azure.entra().exchanges()).isEqualTo(1);
        assertThat(azure.arm().seen()).hasSize(2);
    }

    @Test
    void aTokenThatHasExpiredIsRenewedWithAFreshAssertion() throws InterruptedException {
        azure.entra().tokensLive(Duration.ofSeconds(1));
        var manager = azure.manager();
        ask(manager);
        Thread.sleep(1100);
        ask(manager);
        assertThat(azure.entra().exchanges()).isEqualTo(2);
        assertThat(azure.sts().minted()).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
    }

    @Test
    void aTokenThatAzureRefusesIsAMatterOfConfiguration() {
        var manager = azure.manager();
        ask(manager);
        azure.entra().revoke();
        assertThatThrownBy(() -> ask(manager))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("InvalidAuthenticationToken");
    }

    @Test
    void anAccountWithoutFederationIsToldWhatToEnable() {
        azure.sts().federation(false);
        var manager = azure.manager();
        assertThatThrownBy(() -> ask(manager))
                .isInstanceOfSatisfying(
                        ConfigurationFailure.class,
                        failure -> assertThat(failure.hint()).contains("outbound web identity federation"));
    }

    @Test
    void aRoleThatTheApplicationDoesNotTrustIsRefused() {
        azure.entra().trusts(FakeSts.ROLE + "-of-another-function");
        var manager = azure.manager();
        assertThatThrownBy(() -> ask(manager)).isInstanceOfSatisfying(ConfigurationFailure.class, failure -> {
            assertThat(failure).hasMessageContaining("AADSTS700213");
            assertThat(failure.hint()).contains("subject");
        });
    }

    @Test
    void aStoreOfBlobsTellsTheSameOfARoleThatIsNotTrusted() {
        azure.entra().trusts("somebody else");
        var login = new AzureLogin.Token(azure.credential());
        var store = new AzureBlobStore(login.container("account", "container"), "prefix");
        assertThatThrownBy(() -> store.list(""))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("AADSTS700213");
    }

    @ParameterizedTest
    @CsvSource({
        "ES384, api://AzureADTokenExchange, 300, AADSTS700027",
        "RS256, api://another, 300, AADSTS700212",
        "RS256, api://AzureADTokenExchange, -5, AADSTS700024",
    })
    void anAssertionThatIsNotAsItMustBeIsRefused(String algorithm, String audience, int seconds, String code) {
        var manager =
                azure.manager(asserting(() -> azure.sts().mint(algorithm, audience, Duration.ofSeconds(seconds))));
        assertThatThrownBy(() -> ask(manager))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining(code);
    }

    @Test
    void anAssertionThatIsKeptAndUsedAgainIsRefused() {
        String kept = azure.sts().mint("RS256", "api://AzureADTokenExchange", Duration.ofMinutes(5));
        ask(azure.manager(asserting(() -> kept)));
        var second = azure.manager(asserting(() -> kept));
        assertThatThrownBy(() -> ask(second))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("AADSTS50013");
    }

    private TokenCredential asserting(Supplier<String> assertion) {
        return new ClientAssertionCredentialBuilder()
                .tenantId(FakeEntra.TENANT)
                .clientId(FakeEntra.CLIENT)
                .clientAssertion(assertion)
                .httpClient(FakeAzure.http())
                .authorityHost(azure.entra().endpoint().toString())
                .disableInstanceDiscovery()
                .build();
    }

    @Test
    void aClientSecretWorksWhereThereIsNoFederation() {
        azure.sts().federation(false);
        azure.entra().clientSecret("s3cr3t~value");
        try (var secrets = LocalSecrets.start().with(ARN, "s3cr3t~value")) {
            assertThat(ask(azure.manager(withSecret(secrets)))).isEmpty();
        }
        assertThat(azure.sts().minted()).isEmpty();
    }

    @Test
    void aClientSecretIsInNoException() {
        azure.entra().clientSecret("another");
        try (var secrets = LocalSecrets.start().with(ARN, "s3cr3t~value")) {
            var manager = azure.manager(withSecret(secrets));
            assertThatThrownBy(() -> ask(manager)).isInstanceOfSatisfying(ConfigurationFailure.class, failure -> {
                assertThat(failure).hasMessageContaining("AADSTS7000215");
                assertThat(everything(failure)).doesNotContain("s3cr3t");
            });
        }
    }

    private TokenCredential withSecret(LocalSecrets secrets) {
        return azure.identity(new Secrets(secrets.client()))
                .credential(new AzureAccess.ClientSecret(FakeEntra.TENANT, FakeEntra.CLIENT, ARN));
    }

    private static String everything(Failure failure) {
        var text = new StringBuilder(failure.summary());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause);
        }
        return text.toString();
    }

    @Test
    void anEntraThatDoesNotAnswerIsTransient() {
        azure.entra().close();
        var manager = azure.manager();
        assertThatThrownBy(() -> ask(manager)).isInstanceOf(TransientFailure.class);
    }

    @Test
    void theSettingsSayWhichLoginItIs() {
        var federated = Map.of("AZURE_TENANT_ID", "tenant", "AZURE_CLIENT_ID", "client");
        assertThat(Settings.read(federated, AzureAccess::identityFrom))
                .isEqualTo(new AzureAccess.Federated("tenant", "client"));
        var secret = Map.of("AZURE_TENANT_ID", "tenant", "AZURE_CLIENT_ID", "client", "AZURE_CLIENT_SECRET_ARN", ARN);
        assertThat(Settings.read(secret, AzureAccess::identityFrom))
                .isEqualTo(new AzureAccess.ClientSecret("tenant", "client", ARN));
        assertThatThrownBy(() -> Settings.read(Map.of(), AzureAccess::identityFrom))
                .hasMessageContaining("AZURE_TENANT_ID")
                .hasMessageContaining("AZURE_CLIENT_ID");
    }
}
