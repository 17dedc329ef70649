package cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.Deadline;
import cloud.azure.AzureGateStore;
import cloud.azure.AzureWebsite;
import com.azure.storage.blob.BlobContainerClient;
import incident.Document;
import incident.Gate;
import incident.GateState;
import incident.PagePublisher;
import incident.Website;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import testkit.SharedClouds;
import testkit.StaticWebsite;
import testkit.TestClock;

final class WebsiteLookTest {
    private static final Document PAGE = page("page");

    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final BlobContainerClient container = SharedClouds.get().container(SharedClouds.name());
    private final StaticWebsite website = StaticWebsite.start(container, "shop.z12.web.core.windows.net");
    private final GateState untouched = GateState.untouched(clock.instant());

    @AfterEach
    void end() {
        website.close();
    }

    private static Document page(String text) {
        return Document.page(("<html>" + text + "</html>").getBytes(StandardCharsets.UTF_8));
    }

    private void write(Document page) {
        new AzureWebsite(container).create(PagePublisher.PAGE, page, Website.Stamp.of(page, clock));
    }

    private void write(GateState state) {
        new AzureGateStore(container).create(Gate.DR_OPEN, state);
    }

    /// Between two looks, `meanwhile` happens, and a second passes.
    private WebsiteLook.Seen look(URI address, Runnable meanwhile) {
        return new WebsiteLook(address, duration -> {
                    clock.advance(duration);
                    meanwhile.run();
                })
                .until(PAGE, Map.of(Gate.DR_OPEN, untouched), Deadline.in(Duration.ofSeconds(3), clock));
    }

    @Test
    void aWebsiteThatTakesAMomentIsWaitedFor() {
        website.down(true);
        write(untouched);
        var seen = look(website.url(), () -> {
            website.down(false);
            write(PAGE);
        });
        assertThat(seen.page()).isPresent();
        assertThat(seen.gates())
                .containsEntry(Gate.DR_OPEN, Optional.of(untouched))
                .containsEntry(Gate.PRIMARY_BLOCKED, Optional.empty());
    }

    @Test
    void anotherPageIsNotTakenForIt() {
        write(untouched);
        write(page("another"));
        assertThatThrownBy(() -> look(website.url(), () -> {}))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageEndingWith("does not show it: it serves another page, or none");
    }

    @Test
    void aGateThatIsNotServedIsMissed() {
        write(PAGE);
        assertThatThrownBy(() -> look(website.url(), () -> {}))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("it does not serve gates/dr-open.json as it is written");
    }

    @Test
    void aFailoverThatMovedAGateMeanwhileIsNoMistake() {
        write(PAGE);
        write(new GateState(true, 1, "f", clock.instant()));
        assertThat(look(website.url(), () -> {}).gates().get(Gate.DR_OPEN))
                .hasValueSatisfying(state -> assertThat(state.open()).isTrue());
    }

    @Test
    void whoDoesNotAnswerIsNamed() {
        assertThatThrownBy(() -> look(URI.create("http://127.0.0.1:1/"), () -> {}))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("http://127.0.0.1:1/ does not show it");
    }
}
