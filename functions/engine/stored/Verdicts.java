package engine.stored;

import base.TransientFailure;
import engine.format.Json;
import engine.storage.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
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
        byte[] bytes = verdict.bytes();
        String name = verdict.backup() + "/" + PREFIX + TIME.format(verdict.at()) + ".json";
        try (var blob = store.create(name)) {
            blob.write(bytes, 0, bytes.length);
            blob.commit();
        }
    }

    /// The one that counts: the newest that settled the question, or else the newest.
    public Optional<Verdict> of(String backup) {
        var verdicts = store.list(backup).stream()
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
        try (InputStream in = store.read(name)) {
            return Verdict.read(Json.read(in, name));
        } catch (IOException e) {
            throw new TransientFailure("cannot read " + name + ": " + e.getMessage(), "Try again.", e);
        }
    }
}
