package cli;

import base.Deadline;
import base.Progress;
import base.TransientFailure;
import base.Version;
import engine.format.DefinerRule;
import engine.load.RestoreRequest;
import engine.load.RestoredServer;
import engine.mysql.MySqlUrl;
import engine.mysql.Server;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import engine.storage.StoreUrl;
import engine.stored.DumpReader;
import engine.stored.FileCheck;
import engine.stored.Holds;
import engine.stored.SealedDump;
import engine.stored.Verdict;
import engine.verify.Places;
import engine.verify.Verification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lifeboat verify`: compares a server with a backup.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares a server with a backup: every row and every definition. Changes nothing.",
            "",
            "VERIFIED (exit status 0), FAILED with what differs, or INCONCLUSIVE with the reason (1). It is kept beside the",
            "backup if this server was restored from it and is not the site that people write to."
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "STORE", description = "Where the backups are.")
    private String store;

    @Option(
            names = "--backup",
            defaultValue = "latest",
            paramLabel = "ID",
            description = "Its id, or latest, or verified (default: ${DEFAULT-VALUE}).")
    private String backup;

    @Option(names = "--target", required = true, paramLabel = "URL", description = "The server to compare.")
    private String target;

    @Option(
            names = "--definer",
            defaultValue = "keep",
            paramLabel = "RULE",
            description = "The rule by which it was restored (default: ${DEFAULT-VALUE}).")
    private String definer;

    @Option(
            names = "--threads",
            defaultValue = "" + RestoreRequest.THREADS,
            paramLabel = "N",
            description = "How many sessions read at once (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Map<String, String> environment;
    private final Clock clock;

    VerifyCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var url = MySqlUrl.parse(target, Stores.secret(environment, "LIFEBOAT_TARGET_PASSWORD"));
        var blobs = Stores.open(StoreUrl.parse(store), environment);
        Ranges.inRange(spec, "--threads", threads, 1, 64);
        var rule = DefinerRule.parse(definer);
        String id = BackupChoice.of(backup, blobs);
        Verdict verdict;
        boolean isKept;
        try (var lease = new Holds(blobs, clock).lease(id);
                var progress = ProgressDisplay.onStderr()) {
            lease.problem()
                    .ifPresent(problem -> spec.commandLine().getErr().println("warning: " + id + ": " + problem));
            var dump = DumpReader.read(blobs, id);
            var sessions = new Sessions(url);
            progress.phase("checking the files");
            new FileCheck(blobs).check(dump, bytes -> {});
            verdict = verdict(sessions, blobs, dump, rule, progress);
            isKept = verdict.state().isDecisive() && RestoredServer.holds(sessions, dump);
        }
        if (isKept) {
            VerdictReport.keep(blobs, verdict, spec.commandLine().getErr());
        }
        var out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(verdict.json(), out);
        } else {
            VerdictReport.print(verdict, out);
        }
        out.flush();
        return VerdictReport.status(verdict);
    }

    /// A server that cannot be reached, or is lost on the way, says nothing about the backup.
    private Verdict verdict(Sessions sessions, BlobStore blobs, SealedDump dump, DefinerRule rule, Progress progress) {
        Instant start = clock.instant();
        try {
            var places = places(sessions, dump);
            var verification =
                    new Verification(sessions, blobs, dump, places, rule, threads, Deadline.none(clock), progress);
            long rows = verification.compareTables(places);
            verification.compareObjects();
            var found = verification.comparison();
            return verdict(dump, sessions, start, found.state(), rows, found.findings());
        } catch (TransientFailure lost) {
            var why = List.of(new Verdict.Difference("server", lost.summary()));
            return verdict(dump, sessions, start, Verdict.State.INCONCLUSIVE, 0, why);
        }
    }

    private static Places places(Sessions sessions, SealedDump dump) {
        try (var session = sessions.open()) {
            boolean lower = !Server.variable(session, "lower_case_table_names")
                    .orElse("0")
                    .equals("0");
            return new Places(dump.schemaNames(), false, lower);
        }
    }

    private Verdict verdict(
            SealedDump dump,
            Sessions sessions,
            Instant start,
            Verdict.State state,
            long rows,
            List<Verdict.Difference> findings) {
        return new Verdict(
                state,
                dump.id(),
                clock.instant(),
                sessions.address(),
                Duration.between(start, clock.instant()),
                dump.tables().count(),
                rows,
                findings,
                Version.TOOL);
    }
}
