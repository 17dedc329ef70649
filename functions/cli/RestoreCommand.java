package cli;

import base.Deadline;
import engine.format.DefinerRule;
import engine.load.Restore;
import engine.load.RestoreRequest;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import engine.storage.StoreUrl;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lifeboat restore`: a backup onto a server, and the proof that it is all there.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Restores a backup to a MySQL server and compares every row and definition.",
            "",
            "Ends with a verdict: VERIFIED (exit status 0), FAILED or INCONCLUSIVE (1). It is kept beside the backup.",
            "If it is stopped, the same command goes on where it was. Events arrive disabled."
        },
        footer = {
            "",
            "Example:",
            "  LIFEBOAT_TARGET_PASSWORD=... lifeboat restore --from az://mystorage/backups \\",
            "      --backup latest --target mysql://admin@standby.mysql.database.azure.com"
        })
final class RestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "STORE", description = "Where the backups are.")
    private String store;

    @Option(
            names = "--backup",
            defaultValue = BackupChoice.VERIFIED,
            paramLabel = "ID",
            description = "Its id, or latest, or verified: the newest that was verified (default: ${DEFAULT-VALUE}).")
    private String backup;

    @Option(names = "--target", required = true, paramLabel = "URL", description = "The server to restore to.")
    private String target;

    @Option(
            names = "--replace",
            description = "Take the place of schemas that are there: loaded beside them, changed over when verified.")
    private boolean replace;

    @Option(names = "--users", description = "Also restore accounts and grants, if the backup has them.")
    private boolean users;

    @Option(
            names = "--definer",
            defaultValue = "keep",
            paramLabel = "RULE",
            description = "As whom views and programs run: keep, invoker, or an account (default: ${DEFAULT-VALUE}).")
    private String definer;

    @Option(
            names = "--threads",
            defaultValue = "" + RestoreRequest.THREADS,
            paramLabel = "N",
            description = "How many sessions load at once (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--skip-binlog", description = "Keep the restore out of the target's binary log.")
    private boolean skipBinlog;

    @Option(
            names = "--no-check",
            description = "Do not read every file once more first; each is checked while it is loaded anyway.")
    private boolean noCheck;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Map<String, String> environment;
    private final Clock clock;

    RestoreCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var url = MySqlUrl.parse(target, Stores.secret(environment, "LIFEBOAT_TARGET_PASSWORD"));
        var blobs = Stores.open(StoreUrl.parse(store), environment);
        var request = new RestoreRequest(
                BackupChoice.of(backup, blobs),
                Ranges.inRange(spec, "--threads", threads, 1, 64),
                replace,
                false,
                users,
                DefinerRule.parse(definer),
                skipBinlog,
                !noCheck,
                RestoreRequest.CUT_BYTES,
                Deadline.none(clock));
        var result = restore(url, blobs, request);
        var out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(json(result), out);
        } else {
            result.findings().forEach(finding -> out.println("note: " + finding.object() + ": " + finding.text()));
            out.printf("loaded in %.1f s%n", result.loaded().toMillis() / 1000.0);
            VerdictReport.print(result.verdict(), out);
        }
        out.flush();
        return VerdictReport.status(result.verdict());
    }

    private Restore.Result restore(MySqlUrl url, BlobStore blobs, RestoreRequest request) {
        Restore.Result result;
        try (var progress = ProgressDisplay.onStderr()) {
            result = new Restore(Sessions.loading(url), new Sessions(url), blobs, request, progress).run();
        }
        VerdictReport.keep(blobs, result.verdict(), spec.commandLine().getErr());
        return result;
    }

    private static Map<String, Object> json(Restore.Result result) {
        var json = new LinkedHashMap<>(result.verdict().json());
        json.put("loadMilliseconds", result.loaded().toMillis());
        json.put(
                "notes",
                result.findings().stream()
                        .map(finding -> Map.of("object", finding.object(), "text", finding.text()))
                        .toList());
        return json;
    }
}
