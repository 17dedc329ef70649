package engine.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.Deadline;
import base.Progress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import testkit.TestClock;

final class PaceTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T17:00:00Z"));

    private Pace pace(int minutes) {
        return new Pace(Deadline.in(Duration.ofMinutes(minutes), clock), 1_000_000, Progress.SILENT);
    }

    @Test
    void aDumpThatCannotFinishStopsLongBeforeItsTimeIsOver() {
        var pace = pace(10);
        clock.advance(Duration.ofSeconds(40));
        assertThatThrownBy(() -> pace.copied(10_000, 1))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("10,000 of about 1,000,000 rows")
                .satisfies(e -> assertThat(((ConfigurationFailure) e).hint()).contains("memory"));
    }

    @Test
    void aDumpThatMayFinishGoesOn() {
        var pace = pace(10);
        clock.advance(Duration.ofSeconds(40));
        assertThatCode(() -> pace.copied(60_000, 1)).doesNotThrowAnyException();
    }

    @Test
    void theFirstSecondsSayNothing() {
        var pace = pace(10);
        clock.advance(Duration.ofSeconds(20));
        assertThatCode(() -> pace.copied(1, 1)).doesNotThrowAnyException();
    }

    @Test
    void whenTheTimeIsOverItIsOver() {
        var pace = pace(1);
        clock.advance(Duration.ofSeconds(61));
        assertThatThrownBy(() -> pace.copied(999_999, 1)).isInstanceOf(ConfigurationFailure.class);
    }
}
