package testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// As the static website of a storage account answers.
final class StaticWebsiteTest {
    private static final String NAME = "shop.z12.web.core.windows.net";

    private final BlobContainerClient container = SharedClouds.get().container(SharedClouds.name());
    private final StaticWebsite website = StaticWebsite.start(container, NAME);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void end() {
        website.close();
        http.close();
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(website.url().resolve(path)).method(method, BodyPublishers.noBody());
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private void put(String name, String text) {
        container.getBlobClient(name).upload(BinaryData.fromString(text));
    }

    @Test
    void itAnswersToItsOwnNameOnly() {
        put("x", "text");
        assertThat(new Probe(NAME, "/x", Optional.of("text")).passes(website.url()))
                .isTrue();
        assertThat(new Probe("www.shop.example", "/x", Optional.of("text")).passes(website.url()))
                .isFalse();
    }

    @Test
    void aFolderIsItsIndex() throws Exception {
        put("index.html", "top");
        put("a/index.html", "below");
        assertThat(send("GET", "/").body()).isEqualTo("top");
        assertThat(send("GET", "/a/").body()).isEqualTo("below");
    }

    @Test
    void whatIsMissingIsNotFoundAlsoWithADocumentForIt() throws Exception {
        assertThat(send("GET", "/no").statusCode()).isEqualTo(404);
        put("404.html", "sorry");
        assertThat(send("GET", "/no").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/no").body()).isEqualTo("sorry");
    }

    @Test
    void howLongAnAnswerMayBeKeptIsPassedOn() throws Exception {
        put("x", "text");
        container.getBlobClient("x").setHttpHeaders(new BlobHttpHeaders().setCacheControl("no-store"));
        assertThat(send("GET", "/x").headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void itIsReadOnly() throws Exception {
        put("x", "text");
        assertThat(send("HEAD", "/x").statusCode()).isEqualTo(200);
        assertThat(send("PUT", "/x").statusCode()).isEqualTo(405);
        assertThat(send("POST", "/x").statusCode()).isEqualTo(405);
    }
}
