package cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.Secret;
import com.azure.core.credential.AccessToken;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// Links are signed here, and delegation keys asked for, without any server.
final class AzurePagesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    /// Azure takes no key for longer, by its own clock, which may be behind ours.
    private static final Duration KEY_MAX = Duration.ofDays(7).minusMinutes(30);

    private static Duration life(Pattern expiry, String text) {
        var match = expiry.matcher(text);
        assertThat(match.find()).as(text).isTrue();
        return Duration.between(NOW, Instant.parse(match.group(1)));
    }

    @Test
    void aLinkLivesForAWeekButNotAllOfIt() {
        var login = new AzureLogin.ConnectionString(new Secret(
                "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net"));
        var pages = new AzurePages(login.container("shop", "backups"), login, Clock.fixed(NOW, ZoneOffset.UTC));
        String link = URLDecoder.decode(pages.link("reports/f.html"), StandardCharsets.UTF_8);
        assertThat(link).startsWith("https://shop.blob.core.windows.net/backups/reports/f.html?");
        assertThat(life(Pattern.compile("[?&]se=([^&]*)"), link)).isBetween(Duration.ofDays(6), KEY_MAX);
    }

    @Test
    void aKeyIsAskedForAsAzureGivesItThoughClocksDiffer() {
        var asked = new ArrayList<String>();
        HttpPipelinePolicy listener = (context, next) -> {
            asked.add(context.getHttpRequest().getBodyAsBinaryData().toString());
            return Mono.error(new IllegalStateException("enough was heard"));
        };
        var login = new AzureLogin.Token(request -> Mono.just(
                new AccessToken("token", OffsetDateTime.now(ZoneOffset.UTC).plusDays(1))));
        var container = new BlobServiceClientBuilder()
                .endpoint("https://shop.blob.core.windows.net")
                .credential(login.credential())
                .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, 1, (Integer) null, null, null, null))
                .addPolicy(listener)
                .buildClient()
                .getBlobContainerClient("backups");
        var pages = new AzurePages(container, login, Clock.fixed(NOW, ZoneOffset.UTC));
        assertThatThrownBy(() -> pages.link("reports/f.html")).isInstanceOf(RuntimeException.class);
        assertThat(asked).isNotEmpty();
        assertThat(life(Pattern.compile("<Expiry>([^<]*)<"), asked.getFirst())).isBetween(Duration.ofDays(6), KEY_MAX);
    }
}
