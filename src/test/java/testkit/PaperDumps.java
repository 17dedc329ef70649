package testkit;

import engine.format.DumpHead;
import engine.format.DumpIds;
import engine.format.FileNames;
import engine.format.Manifest;
import engine.format.Metadata;
import engine.format.Sha256;
import engine.format.StoredFile;
import engine.storage.BlobStore;
import engine.stored.Verdict;
import engine.stored.Verdicts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Dumps of a server that never was: sound and sealed, without a table, and a file that nobody knows.
public final class PaperDumps {
    private final BlobStore store;

    public PaperDumps(BlobStore store) {
        this.store = store;
    }

    /// `20261122T020000-shop-00000a`, for that time and the last digits.
    public static String id(String time, String end) {
        return time + "-shop-" + end;
    }

    /// A dump with its seal.
    public void seal(String id, Instant snapshotAt) {
        var head = head(id, snapshotAt);
        var global = write(id, FileNames.GLOBAL, Metadata.global(head, Map.of(), List.of(), false, 1));
        write(id, "shop@orders@@0.tsv.zst", new byte[100]);
        var manifest = new Manifest(head, snapshotAt, List.of(), List.of(global), List.of());
        var stored = write(id, FileNames.MANIFEST, manifest.json());
        write(id, FileNames.DONE, Metadata.done(manifest, stored, snapshotAt));
    }

    /// A dump with its seal and a verdict.
    public void judge(String id, Instant snapshotAt, Verdict.State state) {
        seal(id, snapshotAt);
        new Verdicts(store)
                .keep(new Verdict(
                        state, id, snapshotAt.plusSeconds(60), "host:3306", Duration.ZERO, 0, 0, List.of(), "test"));
    }

    /// A dump without its seal.
    public void leave(String id) {
        write(id, FileNames.GLOBAL, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static DumpHead head(String id, Instant at) {
        return new DumpHead(id, DumpIds.source(id), "", at, at, "9.7.4", "uuid", "", "", 0, "TABLE_LOCKS", "test");
    }

    /// Any blob in the folder of a dump.
    public StoredFile write(String id, String name, byte[] bytes) {
        try (var blob = store.create(id + "/" + name)) {
            blob.write(bytes, 0, bytes.length);
            blob.commit();
        }
        return new StoredFile(name, bytes.length, Sha256.hex(bytes));
    }
}
