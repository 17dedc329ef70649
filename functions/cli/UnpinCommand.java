package cli;

import engine.storage.StoreUrl;
import engine.stored.Holds;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lifeboat unpin`: the policy decides about a backup again.
@Command(
        name = "unpin",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Takes every pin off a backup: the policy decides about it again. May run any number of times.")
final class UnpinCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "STORE", description = "Where the backups are.")
    private String store;

    @Option(names = "--backup", required = true, paramLabel = "ID", description = "Its id.")
    private String backup;

    private final Map<String, String> environment;
    private final Clock clock;

    UnpinCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var holds = new Holds(Stores.open(StoreUrl.parse(store), environment), clock);
        spec.commandLine().getOut().println(holds.unpin(backup) ? "unpinned " + backup : backup + " was not pinned");
        return 0;
    }
}
