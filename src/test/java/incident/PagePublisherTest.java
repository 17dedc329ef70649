package incident;

import static incident.PagePublisher.PAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.CorruptionFailure;
import base.RefusedFailure;
import base.TransientFailure;
import incident.PagePublisher.Outcome;
import incident.PagePublisher.Published;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import testkit.TestClock;

final class PagePublisherTest {
    private static final Document OLD = page("old");
    private static final Document NEW = page("new");
    private static final String KEPT = "lifeboat/pages/" + OLD.sha256().substring(0, 12) + ".html";

    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00.5Z"));
    private final MemoryWebsite website = new MemoryWebsite();
    private final PagePublisher publisher = new PagePublisher(website, clock);

    private static Document page(String text) {
        return Document.page(("<html>" + text + "</html>").getBytes(StandardCharsets.UTF_8));
    }

    private Published publish(Document page, boolean force) {
        return publisher.publish(publisher.plan(page, force));
    }

    private Document now() {
        return website.read(PAGE).orElseThrow().document();
    }

    @Test
    void theFirstPageIsCreatedWithItsVersion() {
        assertThat(publish(NEW, false))
                .isEqualTo(new Published(Outcome.CREATED, "2026-01-01T00:00:00Z lifeboat 0.1.0", Optional.empty()));
        assertThat(website.read(PAGE).orElseThrow().isOurs()).isTrue();
    }

    @Test
    void theSamePageIsLeftAloneAndKeepsItsVersion() {
        publish(NEW, false);
        clock.advance(Duration.ofDays(1));
        website.beforeWrite = name -> {
            throw new AssertionError(name + " is written");
        };
        assertThat(publish(NEW, false))
                .isEqualTo(new Published(Outcome.UNCHANGED, "2026-01-01T00:00:00Z lifeboat 0.1.0", Optional.empty()));
    }

    @Test
    void thePageBeforeIsKeptBeforeItIsReplacedAndCanComeBack() {
        publish(OLD, false);
        assertThat(publish(NEW, false).kept()).contains(KEPT);
        assertThat(now().text()).isEqualTo(NEW.text());
        var back = publisher.kept(OLD.sha256().substring(0, 12));
        assertThat(publish(back, false).outcome()).isEqualTo(Outcome.REPLACED);
        assertThat(now().isServedLike(OLD)).isTrue();
        assertThat(publish(NEW, false).kept()).as("kept already").contains(KEPT);
    }

    @Test
    void aPageOfSomebodyElseIsReplacedByForceOnlyAndKept() {
        website.put(PAGE, OLD, Optional.empty());
        assertThatThrownBy(() -> publish(NEW, false))
                .isInstanceOf(RefusedFailure.class)
                .hasMessage("there is a page that Lifeboat did not write");
        assertThat(website.blobs).hasSize(1);
        assertThat(publish(NEW, true).kept()).contains(KEPT);
        assertThat(website.read(KEPT).orElseThrow().document().text()).isEqualTo(OLD.text());
    }

    @Test
    void aPageThatWasChangedByHandIsReplacedByForceOnly() {
        publish(NEW, false);
        website.put(PAGE, OLD, website.read(PAGE).orElseThrow().stamp());
        assertThatThrownBy(() -> publish(NEW, false))
                .isInstanceOf(RefusedFailure.class)
                .hasMessage("the page was changed since Lifeboat wrote it (2026-01-01T00:00:00Z lifeboat 0.1.0)");
        assertThat(publish(NEW, true).outcome()).isEqualTo(Outcome.REPLACED);
    }

    @Test
    void theSamePageUploadedByHandIsOnlyPutRight() {
        website.put(PAGE, new Document(NEW.bytes(), "application/octet-stream", ""), Optional.empty());
        assertThat(publish(NEW, false).outcome()).isEqualTo(Outcome.MENDED);
        assertThat(now().isServedLike(NEW)).isTrue();
        assertThat(website.blobs).hasSize(1);
        assertThat(publish(NEW, false).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void ofTwoPublishersOneLoses() {
        for (boolean isFirst : new boolean[] {true, false}) {
            var plan = publisher.plan(NEW, false);
            var other = publisher.plan(page("other" + isFirst), false);
            publisher.publish(plan);
            assertThatThrownBy(() -> publisher.publish(other))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("while it was being published");
            assertThat(now().text()).isEqualTo(NEW.text());
            publish(OLD, false);
        }
    }

    @Test
    void twoWhoPublishTheSameAgree() {
        publish(OLD, false);
        var plan = publisher.plan(NEW, false);
        publish(NEW, false);
        assertThat(publisher.publish(plan).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void aKeptPageThatIsAnotherOneIsNotTakenForIt() {
        website.put(KEPT, NEW, Optional.empty());
        assertThatThrownBy(() -> publisher.kept(OLD.sha256().substring(0, 12))).isInstanceOf(CorruptionFailure.class);
        assertThatThrownBy(() -> publisher.kept("0123456789ab")).isInstanceOf(CorruptionFailure.class);
        publish(OLD, false);
        assertThatThrownBy(() -> publish(NEW, false))
                .isInstanceOf(CorruptionFailure.class)
                .hasMessageContaining("another page than its name says");
        assertThat(now().text()).isEqualTo(OLD.text());
    }

    /// Whenever the program ends, visitors have one of the two pages, the old one can be had back, and another run
    /// completes it.
    @Test
    void whereverItWasKilledItGoesOn() {
        for (int survived = 0; survived < 2; survived++) {
            website.blobs.clear();
            publish(OLD, false);
            var left = new AtomicInteger(survived);
            website.beforeWrite = name -> {
                if (left.getAndDecrement() == 0) {
                    throw new IllegalStateException("killed");
                }
            };
            assertThatThrownBy(() -> publish(NEW, false)).hasMessage("killed");
            assertThat(now().text()).isEqualTo(OLD.text());
            website.beforeWrite = name -> {};
            assertThat(publish(NEW, false)).extracting(Published::kept).isEqualTo(Optional.of(KEPT));
            assertThat(now().text()).isEqualTo(NEW.text());
            assertThat(website.read(KEPT).orElseThrow().document().text()).isEqualTo(OLD.text());
        }
    }
}
