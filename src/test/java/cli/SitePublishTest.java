package cli;

import static cli.EmptyAccount.json;
import static cli.EmptyAccount.site;
import static cli.EmptyAccount.together;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.azure.AzureGateStore;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.BlobCorsRule;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRetentionPolicy;
import com.azure.storage.blob.models.BlobServiceProperties;
import incident.Gate;
import incident.GateState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Azurite;
import testkit.StaticWebsite;

/// What `lifeboat site publish` writes, and what it leaves alone.
final class SitePublishTest {
    @TempDir
    Path folder;

    private final EmptyAccount account = new EmptyAccount();

    private String page(String text) throws IOException {
        return Files.writeString(
                        folder.resolve(text + ".html"), "<!doctype html><html lang=en><p>" + text + "</p></html>\n")
                .toString();
    }

    private static List<String> lines(Ran ran) {
        return ran.out().lines().toList();
    }

    @Test
    void theFirstTimeEverythingIsMade() {
        var ran = site("publish");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(lines(ran).getFirst()).matches("BLOB +WHAT +VERSION");
        assertThat(ran.out())
                .containsPattern("\\$web +the website is switched on +-")
                .containsPattern("gates/primary-blocked.json +created, shut +epoch 0, site-publish")
                .containsPattern("gates/dr-open.json +created, shut +epoch 0, site-publish")
                .containsPattern("index.html +created +20..-..-..T..:..:..Z lifeboat")
                .contains("az storage account show --name " + Azurite.ACCOUNT);
        var website = account.service().getProperties().getStaticWebsite();
        assertThat(website.isEnabled()).isTrue();
        assertThat(website.getIndexDocument()).isEqualTo("index.html");
        assertThat(website.getErrorDocument404Path()).isEqualTo("index.html");
        var properties = account.container().getBlobClient("index.html").getProperties();
        assertThat(properties.getContentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(properties.getCacheControl()).isEqualTo("no-store");
    }

    @Test
    void otherPropertiesOfTheAccountStayAsTheyAre() {
        var cors = new BlobCorsRule()
                .setAllowedOrigins("https://shop.example")
                .setAllowedMethods("GET")
                .setAllowedHeaders("*")
                .setExposedHeaders("*")
                .setMaxAgeInSeconds(60);
        var retention = new BlobRetentionPolicy().setEnabled(true).setDays(7);
        account.service()
                .setProperties(
                        new BlobServiceProperties().setCors(List.of(cors)).setDeleteRetentionPolicy(retention));
        assertThat(site("publish").status()).isZero();
        assertThat(account.service().getProperties().getDeleteRetentionPolicy().getDays())
                .isEqualTo(7);
        assertThat(account.service().getProperties().getCors())
                .extracting(BlobCorsRule::getAllowedOrigins)
                .containsExactly("https://shop.example");
    }

    @Test
    void theSecondTimeNothingIsWritten() {
        site("publish");
        var before = account.container().listBlobs().stream()
                .map(item -> item.getProperties().getETag())
                .toList();
        var ran = site("publish");
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .containsPattern("\\$web +the website is on")
                .containsPattern("dr-open.json +is there already, shut")
                .containsPattern("index.html +is there already");
        assertThat(account.container().listBlobs().stream()
                        .map(item -> item.getProperties().getETag()))
                .containsExactlyElementsOf(before);
    }

    @Test
    void aPageOfOnesOwnTakesItsPlaceAndTheOneBeforeCanComeBack() throws IOException {
        site("publish", "--page", page("first"));
        var ran = site("publish", "--page", page("second"));
        assertThat(ran.out()).containsPattern("lifeboat/pages/[0-9a-f]{12}.html +keeps the page before");
        assertThat(account.blob("index.html")).contains("second");
        String hash = ran.out().replaceFirst("(?s).*--back ([0-9a-f]{12}).*", "$1");
        assertThat(site("publish", "--back", hash).out()).containsPattern("index.html +replaced");
        assertThat(account.blob("index.html")).contains("first");
        assertThat(site("publish", "--back", "0123456789ab").err()).startsWith("error: no page 0123456789ab is kept");
        assertThat(site("publish", "--back", "../x").status()).isEqualTo(2);
    }

    @Test
    void aPageThatWasChangedByHandIsReplacedByForceOnly() throws IOException {
        site("publish");
        account.container().getBlobClient("index.html").upload(BinaryData.fromString("by hand"), true);
        var refused = site("publish", "--page", page("mine"));
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).startsWith("error: there is a page that Lifeboat did not write (Look at it. --force");
        assertThat(site("status").out()).containsPattern("index.html +not written by Lifeboat");
        assertThat(account.blob("index.html")).isEqualTo("by hand");
        var forced = site("publish", "--page", page("mine"), "--force");
        assertThat(forced.status()).isZero();
        assertThat(account.blob("index.html")).contains("mine");
        assertThat(account.blobs())
                .filteredOn(name -> name.startsWith("lifeboat/pages/"))
                .hasSize(1);
    }

    @Test
    void headersThatWereChangedArePutRight() {
        site("publish");
        account.container()
                .getBlobClient("index.html")
                .setHttpHeaders(new BlobHttpHeaders().setCacheControl("max-age=86400"));
        assertThat(site("publish").out()).containsPattern("index.html +put right");
        assertThat(account.container()
                        .getBlobClient("index.html")
                        .getProperties()
                        .getCacheControl())
                .isEqualTo("no-store");
    }

    @Test
    void ofSeveralPublishersOneWinsAndTheOthersSaySo() throws Exception {
        site("publish");
        var calls = new ArrayList<Callable<Ran>>();
        for (String text : List.of("a", "b", "c", "d")) {
            String page = page(text);
            calls.add(() -> site("publish", "--page", page));
        }
        var all = together(calls);
        assertThat(all)
                .anyMatch(ran -> ran.status() == 0)
                .allMatch(ran -> ran.status() == 0
                        || (ran.status() == 1
                                && ran.err().startsWith("error: the page was changed while it was being published")));
        assertThat(account.blob("index.html")).startsWith("<!doctype html>").endsWith("</html>\n");
    }

    @Test
    void whatIsTooLongForAPageIsLeftAlone() {
        site("publish");
        account.container().getBlobClient("index.html").upload(BinaryData.fromBytes(new byte[16_000_001]), true);
        var ran = site("publish", "--force");
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).startsWith("error: index.html has 16000001 bytes");
    }

    @Test
    void anOpenGateStaysOpen() {
        account.service().createBlobContainer(Gate.CONTAINER);
        var open = new GateState(true, 3, "20261122T031500-shop-1f3a90c2", Instant.parse("2026-11-22T03:15:00Z"));
        var store = new AzureGateStore(account.container());
        store.create(Gate.DR_OPEN, open);
        var ran = site("publish");
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .containsPattern("dr-open.json +is there already, open +epoch 3, 20261122T031500-shop-1f3a90c2")
                .containsPattern("primary-blocked.json +created, shut");
        assertThat(store.read(Gate.DR_OPEN).orElseThrow().state()).isEqualTo(open);
    }

    @Test
    void whatIsThereOfAHalfPublishedSiteIsCompleted() {
        site("publish");
        account.container().getBlobClient("index.html").delete();
        account.container().getBlobClient(Gate.DR_OPEN.blob()).delete();
        var ran = site("publish");
        assertThat(ran.out())
                .containsPattern("dr-open.json +created")
                .containsPattern("primary-blocked.json +is there already")
                .containsPattern("index.html +created");
    }

    @Test
    void whatIsServedIsSeenFromOutside() {
        try (var website = StaticWebsite.start(account.container(), "shop.z12.web.core.windows.net")) {
            String host = website.url().getAuthority();
            var ran = site("publish", "--host", host);
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).contains("Seen at http://" + host + "/ as it is written: the page and both gates.");
            var seen = json(site("status", "--json", "--host", host).out()).object("seen");
            assertThat(seen.text("dr-open")).isEqualTo("shut");
            assertThat(seen.text("page")).startsWith("sha256 ");
        }
    }

    @Test
    void jsonIsOneObject() throws IOException {
        site("publish");
        var document = json(site("publish", "--json", "--page", page("x")).out());
        assertThat(document.text("account")).isEqualTo(Azurite.ACCOUNT);
        assertThat(document.list("blobs")).extracting(blob -> blob.text("blob")).contains("$web", "index.html");
        var gate = json(site("status", "--json").out()).list("blobs").get(1);
        assertThat(gate.text("blob")).isEqualTo("gates/primary-blocked.json");
        assertThat(gate.text("state")).isEqualTo("shut");
        assertThat(gate.number("epoch")).isZero();
    }

    @Test
    void aPageThatCannotBeOneIsNeverPublished() throws IOException {
        var wrong = Map.of(
                "is empty", new byte[0],
                "is not HTML", "hello".getBytes(StandardCharsets.UTF_8),
                "does not end with </html>", "<html><p>torn".getBytes(StandardCharsets.UTF_8),
                "is not UTF-8", new byte[] {'<', 'h', 't', 'm', 'l', '>', (byte) 0xc3, '<'},
                "has 1000001 bytes", new byte[1_000_001]);
        for (var entry : wrong.entrySet()) {
            Path file = Files.write(folder.resolve("wrong.html"), entry.getValue());
            var ran = site("publish", "--page", file.toString());
            assertThat(ran.status()).isEqualTo(3);
            assertThat(ran.err()).startsWith("error: " + file + " " + entry.getKey());
        }
        assertThat(account.service().getProperties().getStaticWebsite().isEnabled())
                .isFalse();
        assertThat(site("publish", "--page", folder.resolve("none").toString()).status())
                .isEqualTo(1);
    }

    @Test
    void aPageThatNeedsAnotherHostIsWarnedOf() throws IOException {
        Path file = Files.writeString(
                folder.resolve("page.html"),
                "<!doctype html><html><link rel=stylesheet href='https://cdn.example/a.css'><a href='https://ok.example'>"
                        + "<img src=//img.example/b.png><style>a { background: url(https://css.example/c) }</style></html>");
        var ran = site("publish", "--page", file.toString());
        assertThat(ran.status()).isZero();
        assertThat(ran.err())
                .contains("warning: the page loads something from cdn.example, css.example, img.example, which may");
    }
}
