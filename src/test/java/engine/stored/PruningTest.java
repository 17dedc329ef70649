package engine.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.RefusedFailure;
import base.TransientFailure;
import engine.format.FileNames;
import engine.storage.BlobStore.BlobInfo;
import engine.stored.Pruning.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.PaperDumps;
import testkit.StrictBlobStore;
import testkit.TestClock;

final class PruningTest {
    private static final Instant NIGHT = Instant.parse("2026-11-21T17:00:00Z");
    private static final String ID = PaperDumps.id("20261122T020000", "00000a");
    private static final String OTHER = PaperDumps.id("20261121T020000", "00000b");
    private static final String SEAL = ID + "/" + FileNames.DONE;
    private static final Outcome DELETED = new Outcome.Deleted();

    private final TestClock clock = new TestClock(NIGHT);
    private final StrictBlobStore store = new StrictBlobStore();
    private final PaperDumps dumps = new PaperDumps(store);
    private final Holds holds = new Holds(store, clock);
    private final Pruning pruning = new Pruning(store, clock);

    @BeforeEach
    void twoDumps() {
        dumps.judge(ID, NIGHT, Verdict.State.VERIFIED);
        dumps.judge(OTHER, NIGHT.minus(Duration.ofDays(1)), Verdict.State.VERIFIED);
    }

    private void failDeleting(Predicate<String> names) {
        store.deleting(name -> {
            if (names.test(name)) {
                throw new TransientFailure("cannot delete " + name, "This is a test.");
            }
        });
    }

    private boolean isWhole(String id) {
        return new StoredDumps(store).look(id).sealed().isPresent()
                && DumpReader.read(store, id).id().equals(id)
                && store.exists(id + "/shop@orders@@0.tsv.zst");
    }

    @Test
    void nothingIsLeftOfWhatWasDeletedAndItMayBeDeletedAgain() {
        assertThat(pruning.delete(ID)).isEqualTo(DELETED);
        assertThat(store.folders("")).containsExactly(OTHER);
        assertThat(pruning.delete(ID)).isEqualTo(DELETED);
        assertThat(isWhole(OTHER)).isTrue();
    }

    @Test
    void lookingChangesNothing() {
        var before = store.list(ID);
        store.deleting(name -> {
            throw new AssertionError("deleted " + name);
        });
        assertThat(pruning.look()).extracting(found -> found.dump().id()).containsExactly(ID, OTHER);
        assertThat(store.list(ID)).isEqualTo(before);
    }

    @Test
    void theSealGoesBeforeAnythingElseAndThenTheManifest() {
        var order = new ArrayList<String>();
        store.deleting(name -> {
            synchronized (order) {
                order.add(name);
            }
        });
        pruning.delete(ID);
        assertThat(order).startsWith(SEAL, ID + "/" + FileNames.MANIFEST).hasSizeGreaterThan(3);
    }

    @Test
    void wheneverDeletingBreaksNothingThatIsNotWholeLooksSealedAndTheNextRunEndsIt() {
        for (BlobInfo blob : store.list(ID)) {
            var again = new StrictBlobStore();
            new PaperDumps(again).judge(ID, NIGHT, Verdict.State.VERIFIED);
            again.deleting(name -> {
                if (name.equals(ID + "/" + blob.name())) {
                    throw new TransientFailure("stopped", "This is a test.");
                }
            });
            var broken = new Pruning(again, clock);
            assertThat(broken.delete(ID)).as(blob.name()).isInstanceOf(Outcome.Failed.class);
            boolean isSealLeft = blob.name().equals(FileNames.DONE);
            assertThat(new StoredDumps(again).look(ID).sealed().isPresent())
                    .as(blob.name())
                    .isEqualTo(isSealLeft);
            assertThat(broken.look()).hasSize(1);
            again.deleting(name -> {});
            assertThat(broken.delete(ID)).isEqualTo(DELETED);
            assertThat(again.folders("")).isEmpty();
        }
    }

    @Test
    void aFailureAtOneDoesNotStopTheOthers() {
        failDeleting(name -> name.startsWith(ID));
        assertThat(pruning.delete(ID))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).hasMessageContaining("cannot delete"));
        assertThat(pruning.delete(OTHER)).isEqualTo(DELETED);
        assertThat(store.folders("")).containsExactly(ID);
        assertThat(isWhole(ID)).isTrue();
    }

    @Test
    void whatIsPinnedOrBeingReadIsNotTouched() {
        store.deleting(name -> assertThat(name).contains("pin-", "reading-"));
        holds.pin(ID, "audit");
        assertThat(holds.lease(OTHER).problem()).isEmpty();
        assertThat(pruning.delete(ID)).isEqualTo(new Outcome.Held("pinned"));
        assertThat(pruning.delete(OTHER)).isEqualTo(new Outcome.Held("being read"));
        assertThat(isWhole(ID) && isWhole(OTHER)).isTrue();
    }

    @Test
    void aLeaseThatExpiredDoesNotHoldAndGoesToo() {
        assertThat(holds.lease(ID).problem()).isEmpty();
        clock.advance(Holds.LEASE);
        assertThat(pruning.delete(ID)).isEqualTo(DELETED);
        assertThat(store.folders("")).containsExactly(OTHER);
    }

    /// What happens at the last moment before the seal goes, or at the first after it.
    private void raceAtTheSeal(boolean isBefore, Runnable action) {
        store.deleting(name -> {
            if (name.equals(SEAL)) {
                store.deleting(then -> {});
                if (isBefore) {
                    action.run();
                } else {
                    store.delete(SEAL);
                    action.run();
                }
            }
        });
    }

    private byte[] seal() throws IOException {
        try (var in = store.read(SEAL)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReaderWhoComesWhileTheSealGoesKeepsTheDumpWithTheVerySameSeal(boolean isBefore) throws IOException {
        byte[] before = seal();
        var lease = new AtomicReference<Lease>();
        raceAtTheSeal(isBefore, () -> {
            lease.set(holds.lease(ID));
            assertThat(store.exists(SEAL)).isEqualTo(isBefore);
        });
        assertThat(pruning.delete(ID)).isEqualTo(new Outcome.Held("being read"));
        assertThat(seal()).isEqualTo(before);
        assertThat(isWhole(ID)).isTrue();
        lease.get().close();
        assertThat(pruning.delete(ID)).isEqualTo(DELETED);
    }

    @Test
    void aPinThatComesWhileTheSealGoesKeepsTheDump() {
        raceAtTheSeal(true, () -> holds.pin(ID, "audit"));
        assertThat(pruning.delete(ID)).isEqualTo(new Outcome.Held("pinned"));
        assertThat(isWhole(ID)).isTrue();
    }

    @Test
    void aPinThatComesTooLateIsRefused() {
        raceAtTheSeal(
                false, () -> assertThatThrownBy(() -> holds.pin(ID, "audit")).isInstanceOf(RefusedFailure.class));
        assertThat(pruning.delete(ID)).isEqualTo(DELETED);
        assertThat(store.folders("")).containsExactly(OTHER);
    }

    @Test
    void aReaderWhoComesTooLateIsRefusedAndTheDumpGoes() {
        store.deleting(name -> {
            if (name.equals(ID + "/" + FileNames.MANIFEST)) {
                store.deleting(then -> {});
                try (var lease = holds.lease(ID)) {
                    assertThat(lease.problem()).isEmpty();
                    assertThatThrownBy(() -> DumpReader.read(store, ID))
                            .isInstanceOf(RefusedFailure.class)
                            .hasMessageContaining("is not sealed");
                }
            }
        });
        assertThat(pruning.delete(ID)).isEqualTo(DELETED);
        assertThat(store.folders("")).containsExactly(OTHER);
    }

    @Test
    void theSealComesBackIfItCannotBeToldWhetherItIsGone() throws IOException {
        byte[] before = seal();
        raceAtTheSeal(false, () -> {
            throw new TransientFailure("the answer was lost", "This is a test.");
        });
        assertThat(pruning.delete(ID)).isInstanceOf(Outcome.Failed.class);
        assertThat(seal()).isEqualTo(before);
        assertThat(isWhole(ID)).isTrue();
    }

    @Test
    void ifEvenTheSealCannotComeBackThatIsToldAndNothingElseIsDeleted() {
        store.failing(name -> name.equals(SEAL), 0);
        var lease = new AtomicReference<Lease>();
        raceAtTheSeal(false, () -> lease.set(holds.lease(ID)));
        assertThat(pruning.delete(ID))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).hasMessageContaining("the store broke"));
        assertThat(store.exists(SEAL)).isFalse();
        assertThat(store.exists(ID + "/" + FileNames.MANIFEST)).isTrue();
        assertThat(pruning.delete(ID)).isEqualTo(new Outcome.Held("being read"));
        lease.get().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "photos",
                "../20261122T020000-shop-00000a",
                "20261122T020000-shop/../../x-00000a",
                "20261122T020000-shop/x-00000a",
                "20261122T020000-shop-00000a/",
                "20261122T020000-shop-00000A"
            })
    void whatIsNoIdIsNeverDeleted(String id) {
        dumps.write("photos", "cat.jpg", new byte[1]);
        store.deleting(name -> {
            throw new AssertionError("deleted " + name);
        });
        assertThatThrownBy(() -> pruning.delete(id)).isInstanceOf(RefusedFailure.class);
        assertThat(store.folders("")).isEqualTo(List.of(OTHER, ID, "photos"));
    }
}
