package journey;

import static org.assertj.core.api.Assertions.assertThat;

import demo.LocalServers;
import demo.Story;
import failover.LocalFailover;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import testkit.QuickClock;

/// The demo is true: its own checks pass, and it says what it proved.
final class StoryTest {

    @Test
    void theDemoProvesWhatItSays() {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (var servers = LocalServers.start(out)) {
            var pace = LocalFailover.Pace.quick(new QuickClock(20));
            new Story(servers, 30_000, out, pace, Duration.ofMillis(50)).tell();
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("MySQL 9")
                .contains("MADE: 6 tables")
                .contains("delivered again: ALREADY_MADE")
                .contains("COMPLETE")
                .contains("add up to 1,000,000,000, to the cent")
                .contains("VERIFIED, written into the catalog and beside the backup")
                .containsSubsequence(
                        "aws: 200, the newest order is",
                        "THE AWS REGION FAILS",
                        "page: 503, ",
                        "We will be right back",
                        "azure: 200, the newest order is 30000",
                        "to the full site in Azure",
                        "The report: ");
    }
}
