package journey;

import static org.assertj.core.api.Assertions.assertThat;

import demo.LocalServers;
import demo.Story;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The demo is true: its own checks pass, and it says what it proved.
final class StoryTest {

    @Test
    void theDemoProvesWhatItSays() {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (var servers = LocalServers.start(out)) {
            new Story(servers, 30_000, out).tell();
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("MySQL 9")
                .contains("MADE: 6 tables")
                .contains("delivered again: ALREADY_MADE")
                .contains("COMPLETE")
                .contains("add up to 1,000,000,000, to the cent")
                .contains("VERIFIED, written into the catalog and beside the backup");
    }
}
