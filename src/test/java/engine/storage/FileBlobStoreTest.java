package engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileBlobStoreTest extends BlobStoreContract {
    @TempDir
    Path folder;

    @Override
    BlobStore store() {
        return new FileBlobStore(folder.resolve("store"));
    }

    @Test
    void aDiscardedBlobLeavesNoFile() throws IOException {
        try (var blob = store().create("a/x")) {
            blob.write(new byte[10], 0, 10);
        }
        try (var files = Files.list(folder.resolve("store/a"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whatACrashLeftBehindIsNotListed() throws IOException {
        Files.createDirectories(folder.resolve("store/a"));
        Files.writeString(folder.resolve("store/a/" + FileBlobStore.HIDDEN + "x"), "half");
        assertThat(store().list("a")).isEmpty();
    }

    /// /dev/full takes no byte, like a disk without room.
    @Test
    void aFullDiskIsSaidSo() throws IOException {
        var writer = new FileBlobWriter(Path.of("/dev/full"), Path.of("/dev/full"));
        assertThatThrownBy(() -> writer.write(new byte[100_000], 0, 100_000))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("No space left");
    }
}
