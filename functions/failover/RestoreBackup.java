package failover;

import base.ConfigurationFailure;
import base.CorruptionFailure;
import base.Progress;
import engine.format.DefinerRule;
import engine.load.Finding;
import engine.load.Restore;
import engine.load.RestoreRequest;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import engine.stored.StoredDumps;
import engine.stored.Verdict;
import java.util.Map;
import java.util.function.Supplier;

/// Restores the chosen backup to the DR site's database and compares it. A run that is out of time is tried again, and
/// goes on where it stopped.
final class RestoreBackup implements Task {
    private final Supplier<MySqlUrl> target;
    private final Supplier<BlobStore> store;
    private final Plan plan;

    /// Remembered when the data is there for a drill only, and goes when that is over: the backup's id.
    static final String PROOF = "proof";

    /// The same as for the nightly proof; `cold` says that the target holds nothing between the nights.
    record Plan(boolean users, DefinerRule definers, int threads, boolean cold) {}

    RestoreBackup(Supplier<MySqlUrl> target, Supplier<BlobStore> store, Plan plan) {
        this.target = target;
        this.store = store;
        this.plan = plan;
    }

    @Override
    public Result run(Turn turn) {
        String backup = turn.failovers().get(turn.failover().id()).fact("ChooseBackup", "backup");
        boolean isProof = turn.failover().isDrill() && plan.cold();
        if (isProof) {
            turn.remember(Map.of(PROOF, backup));
        }
        var url = target.get();
        var request = new RestoreRequest(
                backup,
                plan.threads(),
                !isProof,
                isProof,
                plan.users(),
                plan.definers(),
                false,
                false,
                RestoreRequest.CUT_BYTES,
                turn.deadline());
        var result = new Restore(Sessions.loading(url), new Sessions(url), store.get(), request, Progress.SILENT).run();
        return judged(turn, result);
    }

    /// What could not be told was told when the backup was verified; what differs must not be served.
    private static Result judged(Turn turn, Restore.Result result) {
        var verdict = result.verdict();
        if (verdict.state() == Verdict.State.FAILED) {
            throw new CorruptionFailure(
                    "the restored data is not that of the backup: " + verdict.summary(),
                    "Choose an older backup: lifeboat failover --resume --backup ID.");
        }
        turn.remember(Map.of(
                "verdict", verdict.state().name(),
                "rows", String.valueOf(verdict.rows()),
                "notes",
                        String.join(
                                "; ",
                                result.findings().stream()
                                        .limit(20)
                                        .map(RestoreBackup::line)
                                        .toList())));
        return Result.over(
                "%,d rows restored, %s".formatted(verdict.rows(), verdict.state()),
                Map.of("backup", verdict.backup(), "restored", true));
    }

    private static String line(Finding finding) {
        return finding.object() + ": " + finding.text();
    }

    @Override
    public String rehearse(Rehearsal rehearsal) {
        String backup = new StoredDumps(store.get())
                .list().stream()
                        .filter(dump -> dump.sealed().isPresent())
                        .findFirst()
                        .map(StoredDumps.StoredDump::id)
                        .orElseThrow(() -> new ConfigurationFailure(
                                "the store holds no backup that could be restored", "lifeboat backup makes one."));
        return "could restore " + backup + "; "
                + DatabaseRehearsal.login(() -> new Sessions(target.get()), plan.cold());
    }
}
