package engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.RefusedFailure;
import base.TransientFailure;
import engine.storage.TwinBlobStore.Lost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import testkit.StrictBlobStore;

final class TwinBlobStoreTest extends BlobStoreContract {
    private static final String SEAL = "d/@.done.json";
    private static final int BLOBS = 24;
    private static final int BYTES = 3_000;

    private final StrictBlobStore left = new StrictBlobStore();
    private final StrictBlobStore right = new StrictBlobStore();
    private final TwinBlobStore twin = new TwinBlobStore("left", left, "right", right);

    @Override
    BlobStore store() {
        return twin;
    }

    record Fault(String where, boolean atTheLeft, Predicate<String> blobs, long afterBytes) {
        @Override
        public String toString() {
            return where + (atTheLeft ? ", left" : ", right");
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(true, false)
                .flatMap(atTheLeft -> Stream.of(
                        new Fault("every first byte", atTheLeft, name -> true, 0),
                        new Fault("a first byte", atTheLeft, name -> name.equals("d/7"), 0),
                        new Fault("the middle of a blob", atTheLeft, name -> name.equals("d/7"), BYTES / 2),
                        new Fault("the commit of an empty blob", atTheLeft, name -> name.equals("d/empty"), 0),
                        new Fault("the last blob", atTheLeft, name -> name.equals("d/" + (BLOBS - 1)), BYTES),
                        new Fault("the seal", atTheLeft, name -> name.equals(SEAL), 0)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void oneStoreThatFailsAnywhereLeavesTheOtherWhole(Fault fault) throws Exception {
        var failing = fault.atTheLeft() ? left : right;
        var whole = fault.atTheLeft() ? right : left;
        failing.failing(fault.blobs(), fault.afterBytes());
        dump(twin);
        var undisturbed = new StrictBlobStore();
        dump(undisturbed);
        assertThat(contents(whole)).isEqualTo(contents(undisturbed));
        assertThat(contents(undisturbed)).containsAllEntriesOf(contents(failing));
        assertThat(failing.exists(SEAL)).isFalse();
        assertThat(twin.lost()).extracting(Lost::name).containsExactly(fault.atTheLeft() ? "left" : "right");
        assertThat(twin.exists(SEAL)).isTrue();
        left.assertNothingLeftOpen();
        right.assertNothingLeftOpen();
    }

    @Test
    void withoutFailuresBothAreTheSame() throws Exception {
        dump(twin);
        assertThat(contents(left)).isEqualTo(contents(right)).hasSize(BLOBS + 2);
        assertThat(twin.lost()).isEmpty();
    }

    /// Several threads, each blob in pieces; then the seal.
    private static void dump(BlobStore store) throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var results = new ArrayList<Future<?>>();
            for (int i = 0; i < BLOBS; i++) {
                String name = "d/" + i;
                byte[] bytes = bytes(i);
                results.add(threads.submit(() -> write(store, name, bytes)));
            }
            for (Future<?> result : results) {
                result.get();
            }
        }
        write(store, "d/empty", new byte[0]);
        write(store, SEAL, bytes(BLOBS));
    }

    private static byte[] bytes(int seed) {
        var bytes = new byte[BYTES];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void write(BlobStore store, String name, byte[] bytes) {
        try (var blob = store.create(name)) {
            for (int at = 0; at < bytes.length; at += 700) {
                blob.write(bytes, at, Math.min(700, bytes.length - at));
            }
            blob.commit();
        }
    }

    private static Map<String, String> contents(BlobStore store) {
        var contents = new TreeMap<String, String>();
        for (var blob : store.list("d")) {
            try (InputStream in = store.read("d/" + blob.name())) {
                contents.put(blob.name(), new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return contents;
    }

    @Test
    void whatIsOpenWhenAStoreIsLostNeverBecomesVisibleThere() {
        try (var open = twin.create("open")) {
            open.write(new byte[10], 0, 10);
            left.failing("other"::equals, 0);
            write(twin, "other", new byte[1]);
            left.failing(name -> false, 0);
            open.commit();
        }
        write(twin, "later", new byte[1]);
        assertThat(left.committed()).isEmpty();
        assertThat(right.committed()).containsExactly("other", "open", "later");
        left.assertNothingLeftOpen();
    }

    @Test
    void whenBothAreLostTheLastFailureIsThrownFromThenOn() {
        left.failing("one"::equals, 0);
        right.failing("two"::equals, 0);
        write(twin, "one", new byte[1]);
        assertThatThrownBy(() -> write(twin, "two", new byte[1]))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("broke at two");
        assertThatThrownBy(() -> twin.create("three")).hasMessageContaining("broke at two");
        assertThat(twin.lost()).extracting(Lost::name).containsExactly("left", "right");
        left.assertNothingLeftOpen();
        right.assertNothingLeftOpen();
    }

    @Test
    void bothThatFailAtOnceAreBothTold() {
        left.failing(name -> true, 0);
        right.failing(name -> true, 0);
        assertThatThrownBy(() -> write(twin, "x", new byte[1])).isInstanceOf(TransientFailure.class);
        assertThat(twin.lost()).hasSize(2);
    }

    @Test
    void aStoreThatCannotEvenCreateIsLost() {
        var store = new TwinBlobStore("file", new FileBlobStore(java.nio.file.Path.of("/dev/null")), "right", right);
        write(store, "x/y", new byte[1]);
        assertThat(store.lost()).extracting(Lost::name).containsExactly("file");
        assertThat(store.exists("x/y")).isTrue();
    }

    @Test
    void aNameThatIsRefusedLosesNoStore() {
        assertThatThrownBy(() -> twin.create("../x")).isInstanceOf(RefusedFailure.class);
        assertThat(twin.lost()).isEmpty();
    }

    /// The failure is the thread's, not the store's.
    @Test
    void anInterruptedThreadLosesNoStore() {
        left.failing("x"::equals, 0);
        try (var blob = twin.create("x")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> blob.write(new byte[1], 0, 1)).isInstanceOf(TransientFailure.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(twin.lost()).isEmpty();
    }

    @Test
    void deletingGoesToBothEvenIfOneIsLost() {
        write(twin, "x", new byte[1]);
        left.failing("y"::equals, 0);
        write(twin, "y", new byte[1]);
        twin.delete("x");
        assertThat(left.exists("x")).isFalse();
        assertThat(right.exists("x")).isFalse();
    }

    /// Two targets whose blocks and commits each wait for those of the other.
    @Test
    void bothStoresAreWrittenAtTheSameTime() {
        var meeting = new CyclicBarrier(2);
        var store = new TwinBlobStore("left", new Waiting(meeting), "right", new Waiting(meeting));
        write(store, "small", new byte[1]);
        try (var blob = store.create("large")) {
            IntStream.range(0, 30).forEach(i -> blob.write(new byte[1_000_000], 0, 1_000_000));
            blob.commit();
        }
        assertThat(store.lost()).isEmpty();
        assertThat(meeting.isBroken()).isFalse();
    }

    private record Waiting(CyclicBarrier meeting) implements BlobStore, BlockTarget {
        private void meet() {
            try {
                meeting.await(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new TransientFailure("the other did not come", "This is a test.", e);
            }
        }

        @Override
        public BlobWriter create(String name) {
            return new BlockedWriter(this, Thread::startVirtualThread);
        }

        @Override
        public void stage(int index, byte[] bytes, int length) {
            meet();
        }

        @Override
        public void commit(int count) {
            meet();
        }

        @Override
        public void put(byte[] bytes, int length) {
            meet();
        }

        @Override
        public InputStream read(String name) {
            return InputStream.nullInputStream();
        }

        @Override
        public boolean exists(String name) {
            return false;
        }

        @Override
        public List<BlobInfo> list(String folder) {
            return List.of();
        }

        @Override
        public List<String> folders(String folder) {
            return List.of();
        }

        @Override
        public void delete(String name) {}
    }
}
