package testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sts.model.StsException;
import testkit.TestClock;

/// The stand-ins refuse what the services refuse; else a test against them would prove nothing.
final class FakeAzureTest {
    private static final String GROUP = "/subscriptions/" + FakeArm.SUBSCRIPTION + "/resourceGroups/" + FakeArm.GROUP;
    private static final String SITE = GROUP + "/providers/Microsoft.Resources/deployments/site";
    private static final String MACHINE = GROUP + "/providers/Microsoft.Compute/virtualMachines/a";

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final FakeAzure azure = FakeAzure.start(clock, TemplateExpansion.literal());
    private final HttpClient http =
            HttpClient.newBuilder().sslContext(FakeAzure.context()).build();

    @AfterEach
    void close() {
        http.close();
        azure.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String token() {
        azure.entra().clientSecret("right");
        var answer = login(form("client_secret", "right"));
        return String.valueOf(JsonText.read(answer.body()).orElseThrow().get("access_token"));
    }

    private HttpResponse<String> login(String form) {
        return send(HttpRequest.newBuilder(
                        URI.create(azure.entra().endpoint() + "/" + FakeEntra.TENANT + "/oauth2/v2.0/token"))
                .POST(BodyPublishers.ofString(form)));
    }

    private static String form(String credential, String value) {
        return "grant_type=client_credentials&client_id=" + FakeEntra.CLIENT
                + "&scope=https://management.azure.com/.default&" + credential + "=" + value;
    }

    private HttpResponse<String> arm(String method, String pathAndQuery, String body) {
        return send(HttpRequest.newBuilder(URI.create(azure.arm().endpoint() + pathAndQuery))
                .header("Authorization", "Bearer " + token())
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static String code(HttpResponse<String> answer) {
        return JsonText.read(answer.body())
                .flatMap(body -> JsonText.at(body, "error", "code"))
                .map(String::valueOf)
                .orElse("none");
    }

    @Test
    void nobodyElseTrustsTheCertificate() {
        try (var stranger = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(azure.arm().endpoint()).build();
            assertThatThrownBy(() -> stranger.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"RS256, 59", "RS256, 3601", "HS256, 300"})
    void stsRefusesAnotherAlgorithmAndAnotherLife(String algorithm, int seconds) {
        try (var client = azure.sts().client()) {
            assertThatThrownBy(() -> client.getWebIdentityToken(
                            get -> get.audience("a").signingAlgorithm(algorithm).durationSeconds(seconds)))
                    .isInstanceOf(StsException.class);
        }
        assertThat(azure.sts().minted()).isEmpty();
    }

    @Test
    void stsRefusesTwoAudiencesAnotherCallAndWhoHasNotSigned() {
        try (var client = azure.sts().client()) {
            assertThatThrownBy(() -> client.getWebIdentityToken(get ->
                            get.audience("a", "b").signingAlgorithm("RS256").durationSeconds(300)))
                    .isInstanceOf(StsException.class);
            assertThatThrownBy(client::getCallerIdentity).isInstanceOf(StsException.class);
        }
        var unsigned = HttpRequest.newBuilder(azure.sts().endpoint())
                .POST(BodyPublishers.ofString("Action=GetWebIdentityToken&Audience.member.1=a"));
        assertThat(send(unsigned).statusCode()).isEqualTo(403);
    }

    @Test
    void whatStsMintsIsATokenThatEntraTakesOnce() {
        try (var client = azure.sts().client()) {
            String token = client.getWebIdentityToken(get -> get.audience("api://AzureADTokenExchange")
                            .signingAlgorithm("RS256")
                            .durationSeconds(60))
                    .webIdentityToken();
            var jwt = Jwt.parse(token).orElseThrow();
            assertThat(jwt.claim("sub")).isEqualTo(FakeSts.ROLE);
            assertThat(jwt.seconds("exp") - jwt.seconds("iat")).isEqualTo(60);
            assertThat(login(assertion(token)).statusCode()).isEqualTo(200);
            assertThat(login(assertion(token)).body()).contains("AADSTS50013");
            String tampered = token.substring(0, token.length() - 8) + "AAAAAAAA";
            assertThat(login(assertion(tampered)).body()).contains("AADSTS700027");
        }
    }

    private static String assertion(String token) {
        return form("client_assertion", token)
                + "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    }

    @Test
    void entraRefusesWhatItDoesNotKnow() {
        assertThat(login(form("client_secret", "wrong")).body()).contains("AADSTS7000215");
        assertThat(login(form("other", "x")).body()).contains("AADSTS7000218");
        assertThat(login("grant_type=password").body()).contains("AADSTS70003");
        assertThat(login("grant_type=client_credentials&client_id=x").body()).contains("AADSTS700016");
        assertThat(login("grant_type=client_credentials&client_id=" + FakeEntra.CLIENT + "&scope=graph")
                        .body())
                .contains("AADSTS70011");
        assertThat(login(form("client_assertion", "x")).body()).contains("AADSTS900144");
        assertThat(azure.entra().exchanges()).isZero();
    }

    @Test
    void aTokenMustBeThereAndBeGood() {
        var bare = HttpRequest.newBuilder(URI.create(azure.arm().endpoint() + SITE + "?api-version=2025-04-01"));
        var none = send(bare);
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
        assertThat(code(send(bare.header("Authorization", "Bearer invented")))).isEqualTo("InvalidAuthenticationToken");
        azure.entra().tokensLive(Duration.ZERO);
        assertThat(code(arm("GET", SITE + "?api-version=2025-04-01", ""))).isEqualTo("ExpiredAuthenticationToken");
    }

    @ParameterizedTest
    @CsvSource({
        "'', MissingApiVersionParameter",
        "?api-version=, MissingApiVersionParameter",
        "?api-version=2019-01-01, InvalidApiVersionParameter",
    })
    void aPublishedVersionIsDemanded(String query, String refusal) {
        var answer = arm("GET", MACHINE + query, "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/other/resourceGroups/shop-dr/providers/Microsoft.Compute/disks/a, ResourceGroupNotFound",
        "/subscriptions, InvalidResourceNamespace",
        "/subscriptions/x/resourceGroups/y/providers/A.B/c/d, ResourceGroupNotFound",
    })
    void thereIsOneResourceGroup(String path, String refusal) {
        assertThat(code(arm("GET", path + "?api-version=2024-03-02", ""))).isEqualTo(refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"properties\":{\"mode\":\"Incremental\"}}",
                "{\"properties\":{\"mode\":\"Complete\",\"template\":{\"$schema\":\"x\",\"contentVersion\":\"1\"}}}",
                "{\"properties\":{\"mode\":\"Incremental\",\"wat\":1,"
                        + "\"template\":{\"$schema\":\"x\",\"contentVersion\":\"1\"}}}",
                "{\"location\":\"x\",\"properties\":{\"mode\":\"Incremental\","
                        + "\"template\":{\"$schema\":\"x\",\"contentVersion\":\"1\"}}}",
                "{\"properties\":{\"mode\":\"Incremental\",\"parameters\":{\"a\":\"b\"},"
                        + "\"template\":{\"$schema\":\"x\",\"contentVersion\":\"1\"}}}",
                "{\"properties\":{\"mode\":\"Incremental\",\"parameters\":{\"a\":{\"value\":\"b\"}},"
                        + "\"template\":{\"$schema\":\"x\",\"contentVersion\":\"1\"}}}",
            })
    void aDeploymentIsExactlyAsPublished(String body) {
        assertThat(arm("PUT", SITE + "?api-version=2025-04-01", body).statusCode())
                .isEqualTo(400);
        assertThat(azure.arm().existing()).isEmpty();
    }

    @Test
    void aDeploymentHasAName() {
        String path = SITE + "x".repeat(70) + "?api-version=2025-04-01";
        assertThat(code(arm("PUT", path, body(new Templates())))).isEqualTo("InvalidDeploymentName");
    }

    private static String body(Templates template) {
        return "{\"properties\":{\"mode\":\"Incremental\",\"template\":" + template.json() + "}}";
    }

    @Test
    void whatIsBegunIsNotDoneBeforeItsTime() {
        var put = arm("PUT", SITE + "?api-version=2025-04-01", body(new Templates().machine("a", "s")));
        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(put.headers().firstValue("Retry-After")).contains("10");
        String poll = put.headers().firstValue("Azure-AsyncOperation").orElseThrow();
        String path = poll.substring(azure.arm().endpoint().toString().length());
        assertThat(arm("GET", path, "").body()).contains("InProgress");
        assertThat(arm("GET", MACHINE + "?api-version=2024-11-01", "").body()).contains("Creating");
        clock.advance(Duration.ofSeconds(74));
        assertThat(arm("GET", path, "").body()).contains("InProgress");
        clock.advance(Duration.ofSeconds(1));
        assertThat(arm("GET", path, "").body()).contains("Succeeded");
        assertThat(arm("GET", path.replaceFirst("\\?.*", ""), "").statusCode()).isEqualTo(400);
    }

    private String failureOf(Templates template) {
        arm("PUT", SITE + "?api-version=2025-04-01", body(template));
        clock.advance(Duration.ofMinutes(10));
        return arm("GET", SITE + "?api-version=2025-04-01", "").body();
    }

    @Test
    void whatExistsKeepsItsZone() {
        String address = "Microsoft.Network/publicIPAddresses";
        failureOf(new Templates().machine("a", "s").zone("1").add(address, "b", "2024-05-01", Map.of()));
        assertThat(failureOf(new Templates().machine("a", "s").zone("1"))).doesNotContain("error");
        assertThat(failureOf(new Templates().machine("a", "s").zone("2"))).contains("PropertyChangeNotAllowed");
        assertThat(failureOf(new Templates()
                        .add(address, "b", "2024-05-01", Map.of())
                        .zone("1")))
                .contains("ResourceAvailabilityZonesCannotBeModified");
    }

    @Test
    void aMachineWithoutRoomStaysAsFailedInItsZone() {
        var shortages = azure.arm().shortages();
        shortages.of(Shortages.When.WHILE_CREATING, "Microsoft.Compute/virtualMachines", "AllocationFailed");
        assertThat(failureOf(new Templates().machine("a", "s").zone("1"))).contains("AllocationFailed");
        assertThat(arm("GET", MACHINE + "?api-version=2024-11-01", "").body()).contains("\"Failed\"");
        shortages.end();
        assertThat(failureOf(new Templates().machine("a", "s").zone("2"))).contains("PropertyChangeNotAllowed");
        arm("DELETE", MACHINE + "?api-version=2024-11-01", "");
        clock.advance(Duration.ofMinutes(10));
        assertThat(failureOf(new Templates().machine("a", "s").zone("2"))).doesNotContain("error");
    }

    @Test
    void anActionMustExistAndHasNoBody() {
        arm("PUT", SITE + "?api-version=2025-04-01", body(new Templates().machine("a", "s")));
        clock.advance(Duration.ofMinutes(2));
        assertThat(arm("POST", MACHINE + "/stop?api-version=2024-11-01", "").statusCode())
                .isEqualTo(404);
        assertThat(arm("POST", MACHINE + "/start?api-version=2024-11-01", "{}").statusCode())
                .isEqualTo(404);
        assertThat(arm("POST", MACHINE + "/powerOff?api-version=2024-11-01", "").statusCode())
                .isEqualTo(404);
        assertThat(arm("POST", MACHINE + "/deallocate?api-version=2024-11-01", "")
                        .statusCode())
                .isEqualTo(202);
        assertThat(arm("PATCH", MACHINE + "?api-version=2024-11-01", "{}").statusCode())
                .isEqualTo(405);
        assertThat(azure.arm().power("Microsoft.Compute/virtualMachines", "a")).isEqualTo(Optional.of("deallocating"));
    }

    @Test
    void aFilterIsForATag() {
        String list = GROUP + "/resources?api-version=2021-04-01&$filter=";
        assertThat(arm("GET", list + "name%20eq%20'a'", "").statusCode()).isEqualTo(400);
        assertThat(arm("GET", list + "tagName%20eq%20'a'%20and%20tagValue%20eq%20'b'", "")
                        .body())
                .contains("\"value\":[]");
    }

    @Test
    void aSecretThatWouldComeBackIsFoundOut() {
        azure.arm().adds("Microsoft.DBforMySQL/flexibleServers", Map.of("note", "the password is hunter-2222"));
        var template = new Templates().database("d", "hunter-2222").parameter("password", "securestring");
        String body = body(template)
                .replaceFirst("\\{\"mode\"", "{\"parameters\":{\"password\":{\"value\":\"hunter-2222\"}},\"mode\"");
        assertThat(arm("PUT", SITE + "?api-version=2025-04-01", body).statusCode())
                .isEqualTo(201);
        clock.advance(Duration.ofMinutes(10));
        String server = GROUP + "/providers/Microsoft.DBforMySQL/flexibleServers/d";
        assertThat(arm("GET", server + "?api-version=2023-12-30", "").statusCode())
                .isEqualTo(500);
        assertThat(azure.arm().leaks()).hasSize(1);
    }

    @Test
    void aSlowAnswerComesLate() {
        azure.arm().faults().slow(1, Duration.ofMillis(300), line -> true);
        long begin = System.nanoTime();
        arm("GET", SITE + "?api-version=2025-04-01", "");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(290));
    }
}
