package failover;

import static org.assertj.core.api.Assertions.assertThat;

import base.ConfigurationFailure;
import base.Deadline;
import base.TransientFailure;
import incident.Failover;
import incident.Failovers;
import incident.MemoryFailoverStore;
import incident.Trigger;
import incident.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import testkit.TestClock;

/// What the rehearsal of a task comes to.
final class TaskRehearsalTest {
    private static final Map<String, Object> WELL = Map.of("step", "Work", "well", true, "text", "all is well");

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T18:30:00Z"));
    private final Failovers failovers = new Failovers(new MemoryFailoverStore(), clock);
    private int looks;

    /// A task of which only the rehearsal is wanted.
    private record Rehearsed(Supplier<String> look) implements Task {
        @Override
        public Result run(Turn turn) {
            throw new IllegalStateException("it runs");
        }

        @Override
        public String rehearse(Rehearsal rehearsal) {
            return look.get();
        }
    }

    private Map<String, Object> rehearse(Supplier<String> look) {
        return new TaskRehearsal(failovers, "Work", new Rehearsed(look), clock::advance)
                .run(Deadline.in(Duration.ofSeconds(60), clock));
    }

    private String failing(int times, Duration each) {
        clock.advance(each);
        if (looks++ < times) {
            throw new TransientFailure("Azure is disturbed", "Try again.");
        }
        return "all is well";
    }

    @Test
    void whatIsWrongIsTheResultAndSaysWhatToDo() {
        assertThat(rehearse(() -> {
                    throw new ConfigurationFailure("it lacks PROCESS", "Grant it.");
                }))
                .isEqualTo(Map.of("step", "Work", "well", false, "text", "it lacks PROCESS (Grant it.)"));
    }

    @Test
    void whatPassesIsLookedAtAgain() {
        assertThat(rehearse(() -> failing(2, Duration.ofSeconds(1)))).isEqualTo(WELL);
        looks = 0;
        assertThat(rehearse(() -> failing(3, Duration.ofSeconds(1))))
                .containsEntry("well", false)
                .containsEntry("text", "Azure is disturbed (Try again.)");
        assertThat(looks).isEqualTo(3);
    }

    @Test
    void whereThereIsNoTimeForAnotherLookTheResultIsSaid() {
        assertThat(rehearse(() -> failing(1, Duration.ofSeconds(31)))).containsEntry("well", false);
        assertThat(looks).isEqualTo(1);
    }

    @Test
    void whileAFailoverIsOpenNothingIsHeldAgainstIt() {
        var wanted = new Wanted(
                "shop",
                Failover.Kind.REAL,
                Failover.Approval.AUTOMATIC,
                new Trigger("a person", clock.instant()),
                Optional.empty());
        failovers.begin(wanted);
        var before = failovers.list();
        assertThat(rehearse(() -> failing(9, Duration.ZERO)))
                .containsEntry("well", true)
                .containsEntry("text", "while the failover " + before.getFirst().id() + " is open: Azure is disturbed");
        assertThat(failovers.list()).isEqualTo(before);
    }
}
