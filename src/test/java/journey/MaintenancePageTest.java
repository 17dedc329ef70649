package journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.azure.AzureWebsite;
import com.azure.storage.blob.BlobContainerClient;
import incident.Document;
import incident.PagePublisher;
import incident.Website.Stamp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import testkit.LocalTraffic;
import testkit.Scripts;
import testkit.SharedClouds;

/// What a visitor gets through the template's distribution and its function, from a website published for it.
final class MaintenancePageTest {
    private final BlobContainerClient container = SharedClouds.get().container(SharedClouds.name());
    private final LocalTraffic traffic = new LocalTraffic(
            container, URI.create("http://127.0.0.1:1/"), URI.create("http://127.0.0.1:1/"), Clock.systemUTC());

    @AfterEach
    void end() {
        traffic.close();
    }

    private String publish() throws IOException {
        var page = Files.readAllBytes(Scripts.root().resolve("functions/edge/page/index.html"));
        var publisher = new PagePublisher(new AzureWebsite(container), Clock.systemUTC());
        publisher.publish(publisher.plan(Document.page(page), false));
        return Document.page(page).text();
    }

    private HttpResponse<String> send(String path, HttpRequest.Builder request) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.uri(traffic.page().resolve(path)).build(), BodyHandlers.ofString());
        }
    }

    @Test
    void anyPathGivesThePublishedPageAsA503ThatNobodyKeeps() throws Exception {
        String page = publish();
        var answer = send("/orders/1001?token=secret", HttpRequest.newBuilder().header("Cookie", "session=secret"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo(page);
        assertThat(answer.headers().map())
                .containsKey("retry-after")
                .doesNotContainKeys("etag", "last-modified")
                .hasEntrySatisfying(
                        "cache-control", values -> assertThat(values).containsExactly("no-store"));
    }

    @Test
    void anOrderIsRefusedSoThatAProgramCanReadIt() throws Exception {
        publish();
        var answer = send("/orders", HttpRequest.newBuilder().POST(BodyPublishers.ofString("card=4111")));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
        assertThat(answer.body()).contains("\"error\":\"maintenance\"").doesNotContain("4111");
    }

    @Test
    void aPageThatNobodyPublishedIsStillAPage() throws Exception {
        var answer = send("/", HttpRequest.newBuilder());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("We will be right back");
    }

    @Test
    void whatIsAnnouncedReachesThePage() throws Exception {
        assertThat(send("/lifeboat/status.json", HttpRequest.newBuilder()).body())
                .isEqualTo("{}");
        var website = new AzureWebsite(container);
        var news = Document.json("{\"v\":1}".getBytes(UTF_8));
        website.create("lifeboat/status.json", news, Stamp.of(news, Clock.systemUTC()));
        var answer = send("/lifeboat/status.json", HttpRequest.newBuilder());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"v\":1}");
    }
}
