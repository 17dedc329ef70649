package engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.CorruptionFailure;
import base.RefusedFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store must do; the fake is held to it as well, so that tests may trust it.
abstract class BlobStoreContract {
    /// An empty store.
    abstract BlobStore store();

    private static void write(BlobStore store, String name, String text) {
        try (var blob = store.create(name)) {
            blob.write(text.getBytes(StandardCharsets.UTF_8), 0, text.getBytes(StandardCharsets.UTF_8).length);
            blob.commit();
        }
    }

    private static String read(BlobStore store, String name) throws IOException {
        try (var in = store.read(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aCommittedBlobIsReadAsItWasWritten() throws IOException {
        var store = store();
        write(store, "a/b", "text");
        assertThat(read(store, "a/b")).isEqualTo("text");
        assertThat(store.exists("a/b")).isTrue();
        assertThat(store.exists("a/c")).isFalse();
    }

    @Test
    void aTornUploadIsNeverListed() {
        var store = store();
        try (var blob = store.create("a/torn")) {
            blob.write(new byte[20_000_000], 0, 20_000_000);
        }
        assertThat(store.list("a")).isEmpty();
        assertThat(store.exists("a/torn")).isFalse();
        assertThat(store.folders("")).isSubsetOf("a");
    }

    @Test
    void anOpenBlobIsInvisible() {
        var store = store();
        try (var blob = store.create("a/open")) {
            blob.write(new byte[100], 0, 100);
            assertThat(store.exists("a/open")).isFalse();
            blob.commit();
            assertThat(store.exists("a/open")).isTrue();
        }
    }

    @Test
    void nothingIsEverOverwritten() throws IOException {
        var store = store();
        write(store, "x", "first");
        assertThatThrownBy(() -> write(store, "x", "second"))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("exists already");
        assertThat(read(store, "x")).isEqualTo("first");
    }

    @Test
    void ofTwoWritersOfManyBlocksTheSecondCommitFails() throws IOException {
        var store = store();
        byte[] first = random(1, 20_000_000);
        try (var one = store.create("big")) {
            one.write(first, 0, first.length);
            one.commit();
        }
        byte[] second = random(2, 20_000_000);
        try (var two = store.create("big")) {
            two.write(second, 0, second.length);
            assertThatThrownBy(two::commit).isInstanceOf(ConfigurationFailure.class);
        }
        try (var in = store.read("big")) {
            assertThat(in.readAllBytes()).isEqualTo(first);
        }
    }

    @Test
    void aBlobOfManyBlocksComesBackWhole() throws IOException {
        var store = store();
        byte[] bytes = random(3, 25_000_001);
        try (var blob = store.create("large")) {
            for (int at = 0; at < bytes.length; at += 999_983) {
                blob.write(bytes, at, Math.min(999_983, bytes.length - at));
            }
            blob.commit();
        }
        try (var in = store.read("large")) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(store.list("")).containsExactly(new BlobStore.BlobInfo("large", bytes.length));
    }

    private static byte[] random(int seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void anEmptyBlobIsABlob() throws IOException {
        var store = store();
        write(store, "empty", "");
        assertThat(read(store, "empty")).isEmpty();
        assertThat(store.list("")).containsExactly(new BlobStore.BlobInfo("empty", 0));
    }

    @Test
    void foldersAndBlobsAreListedApartAndInOrder() {
        var store = store();
        for (String name : new String[] {"b/2", "b/1", "a/x/y", "a/z", "top"}) {
            write(store, name, name);
        }
        assertThat(store.folders("")).containsExactly("a", "b");
        assertThat(store.folders("a")).containsExactly("x");
        assertThat(store.list("")).extracting(BlobStore.BlobInfo::name).containsExactly("top");
        assertThat(store.list("b")).extracting(BlobStore.BlobInfo::name).containsExactly("1", "2");
        assertThat(store.list("nothing")).isEmpty();
        assertThat(store.folders("nothing")).isEmpty();
    }

    @Test
    void oddNamesAreKeptAsTheyAre() throws IOException {
        var store = store();
        String name = "d/we%20ird%40%25%2Fñ@漢字@@0.tsv.zst";
        write(store, name, "odd");
        assertThat(read(store, name)).isEqualTo("odd");
        assertThat(store.list("d")).extracting(BlobStore.BlobInfo::name).containsExactly(name.substring(2));
    }

    @Test
    void aMissingBlobIsNamed() {
        var store = store();
        assertThatThrownBy(() -> {
                    try (var in = store.read("a/missing")) {
                        in.readAllBytes();
                    }
                })
                .isInstanceOf(CorruptionFailure.class)
                .hasMessageContaining("missing");
    }

    @Test
    void aDeletedBlobIsNeitherListedNorRead() {
        var store = store();
        write(store, "a/gone", "text");
        store.delete("a/gone");
        assertThat(store.exists("a/gone")).isFalse();
        assertThat(store.list("a")).isEmpty();
        assertThatThrownBy(() -> read(store, "a/gone")).isInstanceOf(CorruptionFailure.class);
    }

    @Test
    void deletingTwiceIsNoErrorAndTheNameIsFreeAgain() throws IOException {
        var store = store();
        write(store, "a/x", "first");
        store.delete("a/x");
        store.delete("a/x");
        store.delete("never/was");
        write(store, "a/x", "second");
        assertThat(read(store, "a/x")).isEqualTo("second");
    }

    @Test
    void deletingLeavesNeighboursWhoseNamesStartAlike() throws IOException {
        var store = store();
        for (String name : new String[] {"a/x", "a/x.zst", "a/xy/z", "a/x%2F"}) {
            write(store, name, name);
        }
        store.delete("a/x");
        store.delete("a");
        store.delete("a/xy");
        assertThat(store.list("a")).extracting(BlobStore.BlobInfo::name).containsExactly("x%2F", "x.zst");
        assertThat(read(store, "a/xy/z")).isEqualTo("a/xy/z");
    }

    @Test
    void aFolderWhoseLastBlobWasDeletedIsNoLongerListed() {
        var store = store();
        write(store, "a/b/x", "text");
        write(store, "a/y", "text");
        store.delete("a/b/x");
        assertThat(store.folders("a")).isEmpty();
        assertThat(store.folders("")).containsExactly("a");
        store.delete("a/y");
        assertThat(store.folders("")).isEmpty();
        assertThat(store.list("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "a//x", "/etc/x", "", ".", "a/", "a\0b"})
    void namesThatLeaveTheStoreAreRefused(String name) {
        var store = store();
        assertThatThrownBy(() -> store.create(name)).isInstanceOf(RefusedFailure.class);
        assertThatThrownBy(() -> store.read(name)).isInstanceOf(RefusedFailure.class);
        assertThatThrownBy(() -> store.delete(name)).isInstanceOf(RefusedFailure.class);
    }
}
