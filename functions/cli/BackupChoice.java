package cli;

import base.ConfigurationFailure;
import engine.storage.BlobStore;
import engine.stored.StoredDumps;
import engine.stored.Verdict;
import engine.stored.Verdicts;
import java.util.function.Predicate;

/// Which backup a person means.
final class BackupChoice {
    static final String VERIFIED = "verified";
    private static final String LATEST = "latest";

    private BackupChoice() {}

    /// The id that `latest`, `verified` or an id stands for.
    static String of(String choice, BlobStore store) {
        return switch (choice) {
            case LATEST -> newest(store, id -> true, "the store holds no complete backup");
            case VERIFIED ->
                newest(
                        store,
                        id -> new Verdicts(store)
                                .of(id)
                                .filter(verdict -> verdict.state() == Verdict.State.VERIFIED)
                                .isPresent(),
                        "no backup in the store was verified");
            default -> choice;
        };
    }

    private static String newest(BlobStore store, Predicate<String> wanted, String none) {
        return new StoredDumps(store)
                .list().stream()
                        .filter(dump -> dump.sealed().isPresent())
                        .map(StoredDumps.StoredDump::id)
                        .filter(wanted)
                        .findFirst()
                        .orElseThrow(() -> new ConfigurationFailure(
                                none, "`lifeboat backups` lists what is there; name one, or say --backup latest."));
    }
}
