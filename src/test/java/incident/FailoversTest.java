package incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.RefusedFailure;
import incident.Failover.Approval;
import incident.Failover.Kind;
import incident.Failover.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import testkit.TestClock;

/// One failover at a time, and what is closed stays closed.
final class FailoversTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:15:00Z");

    private final TestClock clock = new TestClock(NOW);
    private final Failovers failovers = new Failovers(new MemoryFailoverStore(), clock);

    private Beginning begin(Instant at) {
        return failovers.begin(wanted(Kind.REAL, at));
    }

    private static Wanted wanted(Kind kind, Instant at) {
        return new Wanted(
                "shop", kind, Approval.AUTOMATIC, new Trigger("arn:aws:cloudwatch:alarm", at), Optional.empty());
    }

    private Failover granted(Instant at) {
        return ((Beginning.Granted) begin(at)).failover();
    }

    @Test
    void theSameTriggerGetsTheSameFailover() {
        var first = granted(NOW);
        clock.advance(Duration.ofMinutes(1));
        assertThat(granted(NOW)).isEqualTo(first);
        assertThat(failovers.list()).hasSize(1);
    }

    @Test
    void theNewestEpochOutlivesItsFailover() {
        assertThat(failovers.newestEpoch()).isZero();
        failovers.begin(wanted(Kind.DRILL, NOW));
        assertThat(failovers.newestEpoch()).as("drills count for themselves").isZero();
        failovers.close(granted(NOW).id(), State.STOOD_DOWN);
        assertThat(failovers.newestEpoch()).isEqualTo(1);
        assertThat(granted(NOW.plusSeconds(60)).epoch()).isEqualTo(2);
        assertThat(failovers.newestEpoch()).isEqualTo(2);
    }

    @Test
    void asLongAsOneIsOpenNoOtherBegins() {
        var open = granted(NOW);
        for (var state : new State[] {State.RUNNING, State.HELD, State.SERVING}) {
            failovers.move(open.id(), state);
            assertThat(begin(NOW.plusSeconds(60)))
                    .isInstanceOfSatisfying(
                            Beginning.Busy.class,
                            busy -> assertThat(busy.open().id()).isEqualTo(open.id()));
        }
        assertThat(failovers.list()).hasSize(1);
    }

    @Test
    void afterItWasClosedANewerTriggerBeginsTheNextWithAHigherEpoch() {
        var first = granted(NOW);
        failovers.close(first.id(), State.STOOD_DOWN);
        var second = granted(NOW.plusSeconds(600));
        assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void whatRangWhileOneWasOpenDoesNotBeginAnotherAfterwards() {
        var first = granted(NOW);
        assertThat(begin(NOW.plusSeconds(60))).isInstanceOf(Beginning.Busy.class);
        failovers.close(first.id(), State.STOOD_DOWN);
        assertThat(begin(NOW.plusSeconds(60))).isInstanceOf(Beginning.Replay.class);
        assertThat(begin(NOW)).isInstanceOf(Beginning.Replay.class);
        assertThat(begin(NOW.minusSeconds(60))).isInstanceOf(Beginning.Replay.class);
    }

    @Test
    void aFailoverByHandWithAClockAheadDoesNotMakeTheSiteDeaf() {
        var byHand = new Wanted(
                "shop",
                Kind.REAL,
                Approval.AUTOMATIC,
                new Trigger("a person", NOW.plusSeconds(30 * 86_400)),
                Optional.empty());
        var first = ((Beginning.Granted) failovers.begin(byHand)).failover();
        failovers.close(first.id(), State.STOOD_DOWN);
        assertThat(granted(NOW).epoch()).isEqualTo(2);
    }

    @Test
    void noDrillBeginsWhileAFailoverIsOpen() {
        var real = granted(NOW);
        assertThat(failovers.begin(wanted(Kind.DRILL, NOW)))
                .isInstanceOfSatisfying(
                        Beginning.Busy.class,
                        busy -> assertThat(busy.open().id()).isEqualTo(real.id()));
    }

    @Test
    void aDrillNeverKeepsAFailoverFromBeginning() {
        var drill = ((Beginning.Granted) failovers.begin(wanted(Kind.DRILL, NOW))).failover();
        var real = granted(NOW);
        assertThat(real.id()).isNotEqualTo(drill.id());
        assertThat(failovers.open(Kind.DRILL)).map(Failover::id).contains(drill.id());
        assertThat(failovers.open(Kind.REAL)).map(Failover::id).contains(real.id());
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"STOOD_DOWN", "DRILLED", "FAILED_BACK"})
    void aStepOfAFailoverThatIsOverIsRefused(State state) {
        var failover = granted(NOW);
        failovers.close(failover.id(), state);
        failovers.close(failover.id(), State.STOOD_DOWN);
        assertThat(failovers.get(failover.id()).state()).isEqualTo(state);
        assertThatThrownBy(() -> failovers.begin(failover.id(), "OpenGates")).isInstanceOf(RefusedFailure.class);
        assertThatThrownBy(() -> failovers.move(failover.id(), State.SERVING)).isInstanceOf(RefusedFailure.class);
        assertThatThrownBy(() -> failovers.again(failover.id(), 1)).isInstanceOf(RefusedFailure.class);
    }

    @Test
    void aStepKeepsItsFirstBeginAndCountsItsRuns() {
        var id = granted(NOW).id();
        failovers.begin(id, "StartDrSite");
        failovers.remember(id, "StartDrSite", Map.of("plan", "1", "gone", "x"));
        failovers.end(id, "StartDrSite", Step.State.FAILED, "no room");
        clock.advance(Duration.ofSeconds(30));
        failovers.begin(id, "StartDrSite");
        failovers.remember(id, "StartDrSite", Map.of("gone", ""));
        clock.advance(Duration.ofSeconds(5));
        failovers.end(id, "StartDrSite", Step.State.DONE, "ordered");
        var step = failovers.get(id).step("StartDrSite").orElseThrow();
        assertThat(step.attempts()).isEqualTo(2);
        assertThat(step.took(clock.instant())).isEqualTo(Duration.ofSeconds(35));
        assertThat(step.data()).isEqualTo(Map.of("plan", "1"));
        assertThat(step.outcome()).isEqualTo("ordered");
    }

    @Test
    void ofTwoWhoResumeOneIsRefused() {
        var id = granted(NOW).id();
        failovers.move(id, State.HELD);
        assertThat(failovers.again(id, 1).execution()).endsWith("-2");
        assertThatThrownBy(() -> failovers.again(id, 1))
                .isInstanceOf(RefusedFailure.class)
                .hasMessageContaining("somebody else");
    }

    @Test
    void namesOfExecutionsAndDeploymentsFit() {
        var wanted = new Wanted(
                "a-very-long.name_of a site with 한글 in it and more than that",
                Kind.DRILL,
                Approval.MANUAL,
                new Trigger("x", NOW),
                Optional.empty());
        assertThat(wanted.id()).matches("[A-Za-z0-9-]{1,58}");
    }
}
