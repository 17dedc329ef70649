package cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/// Against a stand-in for STS that refuses every request that is not exactly what AWS documents for this call.
final class WebIdentityTest {
    private static final Map<String, String> EXPECTED = new TreeMap<>(Map.of(
            "Action", "GetWebIdentityToken",
            "Version", "2011-06-15",
            "Audience.member.1", "api://AzureADTokenExchange",
            "SigningAlgorithm", "RS256",
            "DurationSeconds", "300"));

    private final AtomicInteger minted = new AtomicInteger();
    private final HttpServer server;

    WebIdentityTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var form = new TreeMap<String, String>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        boolean accepted = form.equals(EXPECTED);
        String answer = accepted
                ? "<GetWebIdentityTokenResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetWebIdentityTokenResult>"
                        + "<WebIdentityToken>token-" + minted.incrementAndGet() + "</WebIdentityToken>"
                        + "<Expiration>2030-01-01T00:00:00Z</Expiration></GetWebIdentityTokenResult></GetWebIdentityTokenResponse>"
                : "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
                        + "<Code>OutboundWebIdentityFederationDisabled</Code><Message>not enabled: " + form.keySet()
                        + "</Message></Error></ErrorResponse>";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(accepted ? 200 : 403, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private WebIdentity identity() {
        return new WebIdentity(StsClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.AP_NORTHEAST_2)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build());
    }

    @Test
    void everyTokenIsMintedFresh() {
        var identity = identity();
        assertThat(identity.token(WebIdentity.ENTRA)).isEqualTo("token-1");
        assertThat(identity.token(WebIdentity.ENTRA)).isEqualTo("token-2");
    }

    @Test
    void anAccountWithoutFederationIsToldWhatToEnable() {
        var identity = identity();
        assertThatThrownBy(() -> identity.token("some-other-audience"))
                .isInstanceOfSatisfying(
                        ConfigurationFailure.class,
                        failure -> assertThat(failure.hint()).contains("outbound web identity federation"));
    }
}
