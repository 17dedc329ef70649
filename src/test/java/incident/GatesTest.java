package incident;

import static incident.Gate.DR_OPEN;
import static incident.Gate.PRIMARY_BLOCKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.CorruptionFailure;
import base.Deadline;
import base.RefusedFailure;
import base.TransientFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import testkit.TestClock;

/// One caller at a time; for several see {@link GatesInterleavingTest}.
final class GatesTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Map<Gate, GateState> blobs = new EnumMap<>(Gate.class);
    private final List<String> written = new ArrayList<>();
    private UnaryOperator<Optional<GateState>> website = served -> served;
    private Runnable beforeWrite = () -> {};
    private Runnable afterWrite = () -> {};
    private Runnable beforeCreate = () -> {};

    private final Gates gates = new Gates(
            new Store(),
            gate -> website.apply(Optional.ofNullable(blobs.get(gate))),
            clock,
            () -> clock.advance(Duration.ofSeconds(1)));

    private Deadline tenSeconds() {
        return Deadline.in(Duration.ofSeconds(10), clock);
    }

    @Test
    void awsIsBlockedBeforeAzureOpensAndAzureIsShutBeforeAwsIsFree() {
        gates.open(1, "f", tenSeconds());
        gates.shut(1, "f", tenSeconds());
        assertThat(written)
                .containsExactly("PRIMARY_BLOCKED open", "DR_OPEN open", "DR_OPEN shut", "PRIMARY_BLOCKED shut");
    }

    @Test
    void theStateIsThatOfBothGates() {
        assertThat(gates.state())
                .containsEntry(DR_OPEN, Optional.empty())
                .containsEntry(PRIMARY_BLOCKED, Optional.empty());
        gates.open(4, "f", tenSeconds());
        var open = Optional.of(new GateState(true, 4, "f", clock.instant()));
        assertThat(gates.state()).containsEntry(DR_OPEN, open).containsEntry(PRIMARY_BLOCKED, open);
    }

    @Test
    void gatesAreMadeShutAndAFailoverMovesThemAsEver() {
        var untouched = GateState.untouched(clock.instant());
        assertThat(new FirstGates(new Store(), clock).make())
                .containsEntry(PRIMARY_BLOCKED, new FirstGates.Made(untouched, true))
                .containsEntry(DR_OPEN, new FirstGates.Made(untouched, true));
        gates.open(1, "f", tenSeconds());
        gates.shut(1, "f", tenSeconds());
        assertThat(written)
                .containsExactly(
                        "PRIMARY_BLOCKED shut",
                        "DR_OPEN shut",
                        "PRIMARY_BLOCKED open",
                        "DR_OPEN open",
                        "DR_OPEN shut",
                        "PRIMARY_BLOCKED shut");
    }

    @Test
    void aGateThatIsThereIsNeverMadeAgain() {
        gates.open(3, "f", tenSeconds());
        var open = new GateState(true, 3, "f", clock.instant());
        assertThat(new FirstGates(new Store(), clock).make())
                .containsEntry(PRIMARY_BLOCKED, new FirstGates.Made(open, false))
                .containsEntry(DR_OPEN, new FirstGates.Made(open, false));
        assertThat(written).hasSize(2);
    }

    @Test
    void aGateThatAFailoverOpensMeanwhileStaysOpen() {
        beforeCreate = once(() -> blobs.put(PRIMARY_BLOCKED, new GateState(true, 1, "f", clock.instant())));
        var made = new FirstGates(new Store(), clock).make();
        assertThat(made.get(PRIMARY_BLOCKED))
                .isEqualTo(new FirstGates.Made(new GateState(true, 1, "f", clock.instant()), false));
    }

    @Test
    void thatGatesCanBeWrittenIsAskedWithoutWriting() {
        gates.demandThatTheyCanBeWritten();
        assertThat(blobs).isEmpty();
        gates.open(3, "f", tenSeconds());
        var before = Map.copyOf(blobs);
        gates.demandThatTheyCanBeWritten();
        assertThat(blobs).isEqualTo(before);
        assertThat(written).hasSize(2);
    }

    @Test
    void whatIsDoneAlreadyIsNotWrittenAgain() {
        gates.open(1, "f", tenSeconds());
        gates.open(1, "f", tenSeconds());
        assertThat(written).hasSize(2);
    }

    @Test
    void azureStaysShutUntilTheWebsiteServesThatAwsIsBlocked() {
        website = served -> Optional.empty();
        assertThatThrownBy(() -> gates.open(1, "f", tenSeconds()))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("could not see on the website the gate primary-blocked in time");
        assertThat(written).containsExactly("PRIMARY_BLOCKED open");
        website = served -> served;
        gates.open(1, "f", tenSeconds());
        assertThat(written).containsExactly("PRIMARY_BLOCKED open", "DR_OPEN open");
    }

    @Test
    void aFailoverThatWasCalledOffCannotOpenAnyMore() {
        gates.shut(1, "f", tenSeconds());
        assertThatThrownBy(() -> gates.open(1, "f", tenSeconds()))
                .isInstanceOf(RefusedFailure.class)
                .hasMessageContaining("the gate primary-blocked cannot be opened by failover f (epoch 1)");
        assertThat(written).containsExactly("DR_OPEN shut", "PRIMARY_BLOCKED shut");
    }

    @Test
    void anOlderFailoverChangesNothing() {
        gates.open(2, "new", tenSeconds());
        assertThatThrownBy(() -> gates.open(1, "old", tenSeconds())).isInstanceOf(RefusedFailure.class);
        assertThatThrownBy(() -> gates.shut(1, "old", tenSeconds())).isInstanceOf(RefusedFailure.class);
        assertThat(written).hasSize(2);
    }

    @Test
    void twoFailoversOfOneEpochAreAMistakeThatIsRefused() {
        gates.open(1, "f", tenSeconds());
        assertThatThrownBy(() -> gates.open(1, "g", tenSeconds())).isInstanceOf(RefusedFailure.class);
        assertThatThrownBy(() -> gates.shut(1, "g", tenSeconds())).isInstanceOf(RefusedFailure.class);
        assertThat(written).hasSize(2);
    }

    @Test
    void aWriteWhoseAnswerWasLostIsFoundByReading() {
        afterWrite = once(() -> {
            throw new TransientFailure("timed out", "Wait.");
        });
        gates.open(1, "f", tenSeconds());
        assertThat(written).containsExactly("PRIMARY_BLOCKED open", "DR_OPEN open");
    }

    @Test
    void aWriteWhoseOutcomeStaysUnknownUndoesNothing() {
        beforeWrite = () -> {
            throw new TransientFailure("timed out", "Wait.");
        };
        assertThatThrownBy(() -> gates.open(1, "f", tenSeconds()))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("could not write the gate primary-blocked in time: timed out")
                .hasCauseInstanceOf(TransientFailure.class);
        assertThat(written).isEmpty();
    }

    @Test
    void aWebsiteThatServesWhatSomebodyElseWroteStopsEverything() {
        website = served -> {
            throw new CorruptionFailure("the gate holds what Lifeboat did not write", "Look.");
        };
        assertThatThrownBy(() -> gates.open(1, "f", tenSeconds())).isInstanceOf(CorruptionFailure.class);
        assertThat(written).doesNotContain("DR_OPEN open");
    }

    private static Runnable once(Runnable action) {
        var left = new java.util.concurrent.atomic.AtomicInteger(1);
        return () -> {
            if (left.getAndDecrement() > 0) {
                action.run();
            }
        };
    }

    private final class Store implements GateStore {
        @Override
        public Optional<Versioned> read(Gate gate) {
            return Optional.ofNullable(blobs.get(gate)).map(state -> new Versioned(state, state.toString()));
        }

        @Override
        public boolean create(Gate gate, GateState state) {
            beforeCreate.run();
            return !blobs.containsKey(gate) && write(gate, state);
        }

        @Override
        public boolean replace(Gate gate, GateState state, String etag) {
            return etag.equals(String.valueOf(blobs.get(gate))) && write(gate, state);
        }

        private boolean write(Gate gate, GateState state) {
            beforeWrite.run();
            blobs.put(gate, state);
            written.add(gate + (state.open() ? " open" : " shut"));
            afterWrite.run();
            return true;
        }
    }
}
