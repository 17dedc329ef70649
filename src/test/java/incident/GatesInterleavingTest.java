package incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.Deadline;
import base.TransientFailure;
import incident.GateActor.Work;
import incident.GateWorld.Broken;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import testkit.TestClock;

/// Everything that can happen when several actors move the gates at once, by the real code. In every state Azure
/// is open, as written and as served, only while AWS is blocked; and no gate ever goes back.
final class GatesInterleavingTest {
    private static final Clock CLOCK = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private static final Work OPEN_1 = open(1);
    private static final Work SHUT_1 = shut(1);
    private static final Work OPEN_2 = open(2);
    private static final Work SHUT_2 = shut(2);

    /// Whoever publishes the site, and tries again when it fails.
    private static final Work PUBLISH = (store, website) -> {
        boolean isMade = false;
        while (!isMade) {
            isMade = publish(store);
        }
    };

    private static boolean publish(GateStore store) {
        try {
            new FirstGates(store, CLOCK).make();
            return true;
        } catch (TransientFailure failure) {
            return false;
        }
    }

    private static Gates gates(GateStore store, PublicGates website) {
        return new Gates(store, website, CLOCK, () -> {});
    }

    private static Work open(long epoch) {
        return (store, website) -> gates(store, website).open(epoch, "failover-" + epoch, Deadline.none(CLOCK));
    }

    private static Work shut(long epoch) {
        return (store, website) -> gates(store, website).shut(epoch, "failover-" + epoch, Deadline.none(CLOCK));
    }

    private static GateState state(boolean open, long epoch) {
        return new GateState(open, epoch, "failover-" + epoch, Instant.EPOCH);
    }

    @Test
    void whateverGoesWrongAFailoverThatIsRepeatedEndsAsAnUndisturbedOne() {
        int states = GateSearch.states(List.of(OPEN_1), 4, state(true, 1));
        assertThat(states).isGreaterThan(100);
    }

    @Test
    void aFailoverAndItsDoubleEndOpen() {
        assertThat(GateSearch.states(List.of(OPEN_1, OPEN_1), 2, state(true, 1)))
                .isGreaterThan(1_000);
    }

    @Test
    void aFailoverItsDoubleAndItsFailbackEndShut() {
        assertThat(GateSearch.states(List.of(OPEN_1, OPEN_1, SHUT_1), 2, state(false, 1)))
                .isGreaterThan(10_000);
    }

    @Test
    void theNextFailoverWinsOverADisturbedFailback() {
        assertThat(GateSearch.states(List.of(OPEN_1, SHUT_1, OPEN_2), 2, state(true, 2)))
                .isGreaterThan(10_000);
    }

    @Test
    void theNewestOfTwoFailoversAndTheirDoublesEndsOpen() {
        assertThat(GateSearch.states(List.of(OPEN_1, OPEN_1, SHUT_1, OPEN_2, OPEN_2), 0, state(true, 2)))
                .isGreaterThan(10_000);
    }

    @Test
    void theNewestFailbackEndsShut() {
        assertThat(GateSearch.states(List.of(OPEN_1, SHUT_1, OPEN_2, SHUT_2), 0, state(false, 2)))
                .isGreaterThan(10_000);
    }

    @Test
    void publishingTwiceAtOnceLeavesTheGatesUntouched() {
        var untouched = GateState.untouched(CLOCK.instant());
        assertThat(GateSearch.states(List.of(PUBLISH, PUBLISH), 2, untouched)).isGreaterThan(100);
    }

    @Test
    void publishingNeverGetsInTheWayOfAFailover() {
        assertThat(GateSearch.states(List.of(PUBLISH, OPEN_1), 2, state(true, 1)))
                .isGreaterThan(1_000);
        assertThat(GateSearch.states(List.of(PUBLISH, OPEN_1, SHUT_1), 1, state(false, 1)))
                .isGreaterThan(1_000);
        assertThat(GateSearch.states(List.of(PUBLISH, PUBLISH, OPEN_1, SHUT_1, OPEN_2), 0, state(true, 2)))
                .isGreaterThan(1_000);
    }

    @Test
    void theSearchFindsThatPublishingMustNotReplace() {
        Work heedless = (store, website) -> {
            for (Gate gate : Gate.values()) {
                var untouched = GateState.untouched(CLOCK.instant());
                store.read(gate)
                        .ifPresentOrElse(
                                present -> store.replace(gate, untouched, present.etag()),
                                () -> store.create(gate, untouched));
            }
        };
        assertThatThrownBy(() -> GateSearch.states(List.of(OPEN_1, heedless), 0, state(true, 1)))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("went back");
    }

    /// The search would be worth nothing if it found no fault where there is one.
    @Test
    void theSearchFindsThatAStoreWithoutConditionsLetsAGateGoBack() {
        assertThatThrownBy(() -> GateSearch.withoutConditions(List.of(OPEN_1, SHUT_1)))
                .isInstanceOf(Broken.class);
    }

    @Test
    void theSearchFindsThatOneMustWaitForTheWebsite() {
        Work hasty = (store, website) ->
                gates(store, gate -> Optional.of(state(true, 1))).open(1, "failover-1", Deadline.none(CLOCK));
        assertThatThrownBy(() -> GateSearch.states(List.of(hasty), 0, state(true, 1)))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("as served, Azure is open while AWS is not blocked");
    }

    @Test
    void theSearchFindsThatAFailbackMustLeaveATombstone() {
        Work forgetful = (store, website) -> gates(new NothingCreated(store), gate -> Optional.of(state(false, 1)))
                .shut(1, "failover-1", Deadline.none(CLOCK));
        assertThatThrownBy(() -> GateSearch.states(List.of(OPEN_1, forgetful), 0, state(false, 1)))
                .isInstanceOf(Broken.class);
    }

    @Test
    void theSearchFindsThatTheOrderOfTheGatesMatters() {
        Work wrongWayRound = (store, website) -> {
            store.create(Gate.DR_OPEN, state(true, 1));
            store.create(Gate.PRIMARY_BLOCKED, state(true, 1));
        };
        assertThatThrownBy(() -> GateSearch.states(List.of(wrongWayRound), 0, state(true, 1)))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("as written, Azure is open while AWS is not blocked");
    }

    private record NothingCreated(GateStore store) implements GateStore {
        @Override
        public Optional<Versioned> read(Gate gate) {
            return store.read(gate);
        }

        @Override
        public boolean create(Gate gate, GateState state) {
            return true;
        }

        @Override
        public boolean replace(Gate gate, GateState state, String etag) {
            return store.replace(gate, state, etag);
        }
    }
}
