package cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import base.TransientFailure;
import catalog.RetentionPolicy;
import engine.format.FileNames;
import engine.format.Json;
import engine.format.JsonObject;
import engine.storage.FileBlobStore;
import engine.stored.Holds;
import engine.stored.Pruning;
import engine.stored.Verdict.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.PaperDumps;
import testkit.StrictBlobStore;
import testkit.TestClock;

/// Five nights, an afternoon and a run that was lost, pruned from a shell.
final class PruneTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-21T17:00:00Z");
    private static final String NEWEST = PaperDumps.id("20261122T020000", "00000a");
    private static final String YESTERDAY = PaperDumps.id("20261121T020000", "00000b");
    private static final String OLD = PaperDumps.id("20261012T020000", "00000c");
    private static final String OLDER = PaperDumps.id("20261011T020000", "00000d");
    private static final String FAILED = PaperDumps.id("20261010T020000", "00000e");
    private static final String LOST = PaperDumps.id("20261009T020000", "00000f");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(NOW);

    @BeforeEach
    void history() {
        history(new PaperDumps(new FileBlobStore(folder)));
    }

    private static void history(PaperDumps dumps) {
        dumps.judge(NEWEST, NIGHT, State.VERIFIED);
        dumps.seal(YESTERDAY, NIGHT.minus(Duration.ofDays(1)));
        dumps.judge(OLD, NIGHT.minus(Duration.ofDays(41)), State.VERIFIED);
        dumps.judge(OLDER, NIGHT.minus(Duration.ofDays(42)), State.VERIFIED);
        dumps.judge(FAILED, NIGHT.minus(Duration.ofDays(43)), State.FAILED);
        dumps.leave(LOST);
    }

    private Ran run(String command, String... more) {
        var args = new ArrayList<>(List.of(command, "--from", folder.toUri().toString()));
        args.addAll(List.of(more));
        return Ran.of(clock, Map.of(), args.toArray(String[]::new));
    }

    private String[] folders() {
        return new FileBlobStore(folder).folders("").toArray(String[]::new);
    }

    private static JsonObject json(String text) {
        return Json.read(new ByteArrayInputStream(text.getBytes(UTF_8)), "stdout");
    }

    @Test
    void whatThePolicyDoesNotKeepIsGoneAfterwardsAndTheTableSaysWhy() {
        var ran = run("prune", "--keep", "daily:1,monthly:2");
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines())
                .containsExactly(
                        "BACKUP                       STATE       DECISION  WHY",
                        NEWEST + "  VERIFIED    KEEP      the newest verified",
                        YESTERDAY + "  UNVERIFIED  KEEP      not verified yet",
                        OLD + "  VERIFIED    KEEP      monthly 2026-10",
                        OLDER + "  VERIFIED    DELETED   a newer one stands for monthly 2026-10",
                        FAILED + "  FAILED      DELETED   failed, older than 7 days",
                        LOST + "  INCOMPLETE  DELETED   never finished, older than 2 days",
                        "3 deleted, 3 kept");
        assertThat(folders()).containsExactly(OLD, YESTERDAY, NEWEST);
        assertThat(run("prune", "--keep", "daily:1,monthly:2").out()).endsWith("0 deleted, 3 kept\n");
    }

    @Test
    void aDryRunTellsTheSameAndDeletesNothing() {
        var before = folders();
        var ran = run("prune", "--keep", "daily:1,monthly:2", "--dry-run");
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .contains(OLDER + "  VERIFIED    DELETE    a newer one")
                .endsWith("3 would be deleted, 3 kept\n");
        assertThat(folders()).isEqualTo(before);
        assertThat(json(run("prune", "--keep", "daily:1", "--dry-run", "--json").out())
                        .number("deleted"))
                .isZero();
    }

    @Test
    void jsonHasEveryDecision() {
        var printed = json(run("prune", "--keep", "daily:1", "--json").out());
        assertThat(printed.number("deleted")).isEqualTo(4);
        assertThat(printed.number("kept")).isEqualTo(2);
        assertThat(printed.list("backups"))
                .extracting(backup -> backup.text("id") + " " + backup.text("decision") + " " + backup.text("why"))
                .contains(NEWEST + " KEEP the newest verified", OLD + " DELETED older than every rule");
    }

    @Test
    void aPinnedBackupStaysUntilItIsUnpinned() {
        assertThat(run("pin", "--backup", OLDER, "--reason", "audit").out()).isEqualTo("pinned " + OLDER + "\n");
        assertThat(run("backups").out()).containsPattern(OLDER + "  COMPLETE +VERIFIED +pinned");
        assertThat(run("prune", "--keep", "daily:1").out()).containsPattern(OLDER + ".*KEEP +pinned");
        assertThat(run("unpin", "--backup", OLDER).out()).isEqualTo("unpinned " + OLDER + "\n");
        assertThat(run("unpin", "--backup", OLDER).out()).isEqualTo(OLDER + " was not pinned\n");
        assertThat(run("prune", "--keep", "daily:1").out()).containsPattern(OLDER + ".*DELETED");
        assertThat(folders()).doesNotContain(OLDER);
    }

    @Test
    void whatIsNotThereCannotBePinned() {
        var ran = run("pin", "--backup", LOST);
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).contains("is not sealed");
        assertThat(run("pin", "--backup", "../x").status()).isEqualTo(3);
        assertThat(run("unpin", "--backup", "../x").status()).isEqualTo(3);
    }

    @Test
    void aBackupThatIsReadStays() {
        var holds = new Holds(new FileBlobStore(folder), clock);
        try (var lease = holds.lease(OLD)) {
            assertThat(lease.problem()).isEmpty();
            assertThat(run("backups").out()).containsPattern(OLD + "  COMPLETE +VERIFIED +being read");
            assertThat(run("prune", "--keep", "daily:1").out()).containsPattern(OLD + ".*KEEP +being read");
        }
        assertThat(run("prune", "--keep", "daily:1").out()).containsPattern(OLD + ".*DELETED");
    }

    @Test
    void theListTellsTheVerdicts() {
        assertThat(run("backups").out())
                .containsPattern(NEWEST + " +COMPLETE +VERIFIED +- ")
                .containsPattern(YESTERDAY + " +COMPLETE +- +- ")
                .containsPattern(FAILED + " +COMPLETE +FAILED +- ")
                .containsPattern(LOST + " +INCOMPLETE +- +- ");
        var listed = json(run("backups", "--json").out()).list("backups");
        assertThat(listed.getFirst().text("verdict")).isEqualTo("VERIFIED");
        assertThat(listed.getFirst().members()).containsEntry("pinned", false);
    }

    @Test
    void aDamagedBackupCountsForNothingThoughItWasVerified() throws IOException {
        Files.writeString(folder.resolve(NEWEST).resolve(FileNames.MANIFEST), "{}");
        assertThat(run("prune", "--keep", "daily:1").out())
                .containsPattern(NEWEST + " +FAILED +KEEP +failed, kept 7 days")
                .containsPattern(OLD + " +VERIFIED +KEEP +the newest verified");
    }

    @Test
    void foldersThatAreNoBackupsAreNeverTouched() {
        new PaperDumps(new FileBlobStore(folder)).write("photos", "cat.jpg", new byte[1]);
        assertThat(run("prune", "--keep", "daily:1").out()).doesNotContain("photos");
        assertThat(folder.resolve("photos/cat.jpg")).exists();
    }

    @Test
    void aDeletionThatFailsIsToldAndTheOthersAreDone() {
        var store = new StrictBlobStore();
        history(new PaperDumps(store));
        store.deleting(name -> {
            if (name.startsWith(OLDER)) {
                throw new TransientFailure("cannot delete " + name, "Try again later.");
            }
        });
        var report = new PruneRun(new Pruning(store, clock), RetentionPolicy.parse("daily:1"), false).at(NOW);
        var out = new StringWriter();
        report.print(new PrintWriter(out, true));
        assertThat(report.status()).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern(OLDER + " +VERIFIED +FAILED +cannot delete .*Try again later")
                .endsWith("3 deleted, 2 kept, 1 could not be deleted\n");
        assertThat(store.folders("")).containsExactly(OLDER, YESTERDAY, NEWEST);
    }

    @Test
    void aWrongPolicyIsAFailureWithAHintAndAnEmptyStoreIsNone() {
        var ran = run("prune", "--keep", "hourly:3");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("error: \"hourly:3\" is no retention policy")
                .contains("daily:7,weekly:4");
        assertThat(run("prune").status()).isEqualTo(2);
        String nothing = folder.resolve("nothing").toUri().toString();
        var empty = Ran.of(clock, Map.of(), "prune", "--from", nothing, "--keep", "daily:1");
        assertThat(empty.out()).isEqualTo("0 deleted, 0 kept\n");
    }
}
