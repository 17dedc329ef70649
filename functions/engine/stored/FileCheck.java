package engine.stored;

import base.CorruptionFailure;
import base.TransientFailure;
import engine.format.Sha256;
import engine.storage.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Compares every data file of a dump with the SHA-256 that was sealed, before anything is done with it.
public final class FileCheck {
    private static final int BUFFER = 256 * 1024;

    private final BlobStore store;

    public FileCheck(BlobStore store) {
        this.store = store;
    }

    /// Reads every data file. Throws a {@link CorruptionFailure} that names the first wrong one. `progress` is
    /// told the bytes so far. A dump without a manifest has nothing to compare with.
    public void check(SealedDump dump, LongConsumer progress) {
        var done = new AtomicLong();
        List<StoredTable.StoredFile> files = dump.tables()
                .flatMap(table -> table.files().stream())
                .filter(file -> file.recorded().isPresent())
                .toList();
        new Parallel<>(files).forEach(file -> {
            check(dump.id(), file);
            progress.accept(done.addAndGet(file.storedBytes()));
        });
    }

    private void check(String id, StoredTable.StoredFile file) {
        var digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = store.read(id + "/" + file.name())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new TransientFailure("cannot read " + file.name() + ": " + e.getMessage(), "Try again.", e);
        }
        String expected = file.recorded().map(engine.format.DataFile::sha256).orElse("");
        if (!expected.equals(Sha256.hex(digest))) {
            throw new CorruptionFailure(
                    id + "/" + file.name() + " is not what was sealed",
                    "Use another backup and find out who changed the file.");
        }
    }
}
