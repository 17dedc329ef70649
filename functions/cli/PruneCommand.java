package cli;

import catalog.RetentionPolicy;
import engine.storage.StoreUrl;
import engine.stored.Pruning;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lifeboat prune`: deletes the backups that a policy does not keep.
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Deletes the backups that a policy does not keep, for each source by itself.",
            "",
            "Each rule keeps the newest VERIFIED backup of each of the most recent days, weeks, months or years that"
                    + " have one; the calendar is Seoul's. Others count for no rule: unverified and failed ones stay for"
                    + " 7 days, and while nothing newer is verified; folders without a seal for 2 days.",
            "",
            "Never deleted: the newest VERIFIED one, what is pinned or being read, and anything of a source of which"
                    + " nothing is verified. Exit status 1 if a deletion failed; the same command goes on where it was."
        },
        footer = {
            "",
            "Example:",
            "  lifeboat prune --from az://mystorage/backups --keep daily:7,weekly:4,monthly:12 --dry-run"
        })
final class PruneCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "STORE", description = "Where the backups are.")
    private String store;

    @Option(
            names = "--keep",
            required = true,
            paramLabel = "POLICY",
            description = "For example daily:7,weekly:4,monthly:12,yearly:3.")
    private String policy;

    @Option(names = "--dry-run", description = "Only tell what would be deleted.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Map<String, String> environment;
    private final Clock clock;

    PruneCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var rules = RetentionPolicy.parse(policy);
        var pruning = new Pruning(Stores.open(StoreUrl.parse(store), environment), clock);
        var report = new PruneRun(pruning, rules, dryRun).at(clock.instant());
        var out = spec.commandLine().getOut();
        if (json) {
            report.printJson(out);
        } else {
            report.print(out);
        }
        out.flush();
        return report.status();
    }
}
