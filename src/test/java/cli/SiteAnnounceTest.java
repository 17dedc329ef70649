package cli;

import static cli.EmptyAccount.json;
import static cli.EmptyAccount.site;
import static cli.EmptyAccount.together;
import static org.assertj.core.api.Assertions.assertThat;

import incident.Gate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import testkit.TestClock;

final class SiteAnnounceTest {
    private final EmptyAccount account = new EmptyAccount();

    @Test
    void whatIsAnnouncedReplacesWhatWasAnnouncedBefore() {
        var clock = new TestClock(Instant.parse("2026-11-21T19:00:00.9Z"));
        site("publish");
        var ran =
                site(clock, "announce", "--expected", "2026-11-22T04:30+09:00", "--ko", "결제는 안전합니다.", "--en", "Safe.");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("expected at 2026-11-21T19:30:00Z", "in Korean:  결제는 안전합니다.");
        var status = json(account.blob("lifeboat/status.json"));
        assertThat(status.number("v")).isEqualTo(1);
        assertThat(status.text("expectedAt")).isEqualTo("2026-11-21T19:30:00Z");
        assertThat(status.object("message").text("ko")).isEqualTo("결제는 안전합니다.");
        assertThat(status.object("message").text("en")).isEqualTo("Safe.");
        var properties =
                account.container().getBlobClient("lifeboat/status.json").getProperties();
        assertThat(properties.getContentType()).isEqualTo("application/json");
        assertThat(properties.getCacheControl()).isEqualTo("no-store");

        site(clock, "announce", "--in", "1h30m");
        assertThat(json(account.blob("lifeboat/status.json")).members()).containsOnlyKeys("v", "expectedAt");
        assertThat(account.blob("lifeboat/status.json")).contains("2026-11-21T20:30:00Z");
        assertThat(site("status").out()).containsPattern("lifeboat/status.json +as Lifeboat wrote it");

        assertThat(site(clock, "announce", "--clear").status()).isZero();
        assertThat(json(account.blob("lifeboat/status.json")).members()).containsOnlyKeys("v");
    }

    @Test
    void ofSeveralAnnouncementsAtOnceNoneIsLostWithoutAWord() throws Exception {
        site("publish");
        var calls = new ArrayList<Callable<Ran>>();
        for (String text : List.of("a", "b", "c", "d")) {
            calls.add(() -> site("announce", "--en", text));
        }
        var all = together(calls);
        assertThat(all)
                .anyMatch(ran -> ran.status() == 0)
                .allMatch(ran -> ran.status() == 0
                        || ran.err().startsWith("error: somebody else announces something at the same moment"));
    }

    @Test
    void whatCannotBeAnnouncedIsWrongUsage() {
        var clock = new TestClock(Instant.parse("2026-11-21T19:00:00Z"));
        account.service().createBlobContainer(Gate.CONTAINER);
        var wrong = List.of(
                List.of(),
                List.of("--expected", "2026-11-21T19:00:00Z"),
                List.of("--expected", "2026-11-21T18:59+09:00"),
                List.of("--expected", "2027-11-22T04:30+09:00"),
                List.of("--expected", "2026-11-22T04:30"),
                List.of("--expected", "tomorrow"),
                List.of("--in", "30"),
                List.of("--in", "0m"),
                List.of("--in", ""),
                List.of("--in", "-5m"),
                List.of("--in", "30m", "--expected", "2026-11-22T04:30+09:00"),
                List.of("--clear", "--ko", "text"),
                List.of("--en", ""),
                List.of("--en", "two\nlines"),
                List.of("--ko", "가".repeat(301)));
        for (var arguments : wrong) {
            var ran = site(clock, "announce", arguments.toArray(String[]::new));
            assertThat(ran.status()).as(arguments.toString()).isEqualTo(2);
        }
        assertThat(account.blobs()).isEmpty();
        assertThat(site(clock, "announce", "--ko", "😀".repeat(300)).status()).isZero();
    }

    @Test
    void anAnnouncementWithoutAWebsiteSaysWhatToDo() {
        var ran = site("announce", "--in", "30m");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("serves no static website", "lifeboat site publish");
    }
}
