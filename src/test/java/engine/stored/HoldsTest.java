package engine.stored;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.RefusedFailure;
import base.TransientFailure;
import engine.format.FileNames;
import engine.storage.BlobStore.BlobInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.PaperDumps;
import testkit.StrictBlobStore;
import testkit.TestClock;

final class HoldsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final String ID = PaperDumps.id("20261122T020000", "00000a");

    private final TestClock clock = new TestClock(NOW);
    private final StrictBlobStore store = new StrictBlobStore();
    private final Holds holds = new Holds(store, clock);

    @BeforeEach
    void aDump() {
        new PaperDumps(store).seal(ID, NOW);
    }

    private List<String> files() {
        return store.list(ID).stream().map(BlobInfo::name).toList();
    }

    @Test
    void aPinHoldsUntilEveryOneIsTakenAway() {
        holds.pin(ID, "audit 2026");
        holds.pin(ID, "another reason");
        clock.advance(Duration.ofDays(10_000));
        assertThat(holds.isPinned(ID)).isTrue();
        assertThat(holds.unpin(ID)).isTrue();
        assertThat(holds.isPinned(ID)).isFalse();
        assertThat(holds.unpin(ID)).isFalse();
        assertThat(files()).noneMatch(name -> name.contains("pin-"));
    }

    @Test
    void aPinTellsItsReasonAndTime() throws Exception {
        holds.pin(ID, "audit 2026");
        String pin = files().stream()
                .filter(name -> name.startsWith("@.lifeboat.pin-"))
                .findFirst()
                .orElseThrow();
        try (var in = store.read(ID + "/" + pin)) {
            assertThat(new String(in.readAllBytes(), UTF_8)).contains("audit 2026", NOW.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261122T020000-shop-ffffff", "nothing"})
    void whatIsNotSealedCannotBePinnedAndNothingIsLeftThere(String id) {
        assertThatThrownBy(() -> holds.pin(id, ""))
                .isInstanceOf(RefusedFailure.class)
                .hasMessageContaining("is not sealed");
        assertThat(store.folders("")).containsExactly(ID);
    }

    @Test
    void aLeaseHoldsUntilItIsClosed() {
        try (var one = holds.lease(ID)) {
            try (var two = holds.lease(ID)) {
                assertThat(one.problem()).isEqualTo(two.problem()).isEmpty();
            }
            assertThat(holds.isBeingRead(ID)).isTrue();
        }
        assertThat(holds.isBeingRead(ID)).isFalse();
        assertThat(files()).noneMatch(name -> name.contains("reading-"));
    }

    @Test
    void aLeaseWhoseReaderDiedExpires() {
        assertThat(holds.lease(ID).problem()).isEmpty();
        clock.advance(Holds.LEASE.minusSeconds(1));
        assertThat(holds.isBeingRead(ID)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(holds.isBeingRead(ID)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "no json", "{\"until\": \"soon\"}"})
    void aLeaseThatCannotBeUnderstoodHolds(String content) {
        new PaperDumps(store).write(ID, "@.lifeboat.reading-x.json", content.getBytes(UTF_8));
        assertThat(holds.isBeingRead(ID)).isTrue();
    }

    @Test
    void whoeverMayOnlyReadIsToldThatNothingHolds() {
        store.failing(name -> name.contains("reading-"), 0);
        try (var lease = holds.lease(ID)) {
            assertThat(lease.problem().orElseThrow()).contains("from being deleted", "the store broke");
            assertThat(DumpReader.read(store, ID).id()).isEqualTo(ID);
        }
        assertThat(holds.isBeingRead(ID)).isFalse();
        store.assertNothingLeftOpen();
    }

    @Test
    void aLeaseThatCannotBeTakenAwayFailsNobody() {
        store.deleting(name -> {
            throw new TransientFailure("cannot delete " + name, "This is a test.");
        });
        holds.lease(ID).close();
        assertThat(holds.isBeingRead(ID)).isTrue();
    }

    @Test
    void readersOfTheDumpSeeNeitherPinsNorLeases() {
        var before = DumpReader.read(store, ID);
        holds.pin(ID, "audit");
        try (var lease = holds.lease(ID)) {
            new PaperDumps(store).write(ID, "@.lifeboat.pin-x.json", "no json".getBytes(UTF_8));
            assertThat(DumpReader.read(store, ID)).isEqualTo(before);
            assertThat(lease.problem()).isEmpty();
        }
        assertThat(store.exists(ID + "/" + FileNames.DONE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "", ".", "a//b", "/etc"})
    void aNameThatLeavesTheStoreIsRefused(String id) {
        assertThatThrownBy(() -> holds.pin(id, "")).isInstanceOf(RefusedFailure.class);
        assertThatThrownBy(() -> holds.unpin(id)).isInstanceOf(RefusedFailure.class);
        assertThatThrownBy(() -> holds.lease(id)).isInstanceOf(RefusedFailure.class);
        assertThatThrownBy(() -> holds.isPinned(id)).isInstanceOf(RefusedFailure.class);
    }
}
