package engine.stored;

import engine.format.Json;
import engine.storage.BlobStore;
import java.io.ByteArrayInputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The verdicts on a dump, which lie beside it, one file each: `@.lifeboat.verdict-20261122T031500123Z.json`.
public final class Verdicts {
    private static final String PREFIX = "@.lifeboat.verdict-";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final BlobStore store;

    public Verdicts(BlobStore store) {
        this.store = store;
    }

    /// Keeps a verdict.
    public void keep(Verdict verdict) {
        String name = verdict.backup() + "/" + PREFIX + TIME.format(verdict.at()) + ".json";
        SmallBlobs.write(store, name, verdict.bytes());
    }

    /// The one that counts: the newest that settled the question, or else the newest.
    public Optional<Verdict> of(String backup) {
        return of(backup, store.list(backup));
    }

    /// The same for a folder that was listed already.
    Optional<Verdict> of(String backup, List<BlobStore.BlobInfo> blobs) {
        var verdicts = blobs.stream()
                .filter(blob -> blob.name().startsWith(PREFIX))
                .map(blob -> read(backup + "/" + blob.name()))
                .sorted(Comparator.comparing(Verdict::at).reversed())
                .toList();
        return verdicts.stream()
                .filter(verdict -> verdict.state().isDecisive())
                .findFirst()
                .or(() -> verdicts.stream().findFirst());
    }

    private Verdict read(String name) {
        return Verdict.read(Json.read(new ByteArrayInputStream(SmallBlobs.read(store, name)), name));
    }
}
