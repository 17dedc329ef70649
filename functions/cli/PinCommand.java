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

/// `lifeboat pin`: keeps a backup whatever the policy says.
@Command(
        name = "pin",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Keeps a backup from being pruned, until `lifeboat unpin`.")
final class PinCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "STORE", description = "Where the backups are.")
    private String store;

    @Option(
            names = "--backup",
            required = true,
            paramLabel = "ID",
            description = "Its id, or latest, or verified: the newest that was verified.")
    private String backup;

    @Option(
            names = "--reason",
            defaultValue = "",
            paramLabel = "TEXT",
            description = "Why, for whoever finds the pin later.")
    private String reason;

    private final Map<String, String> environment;
    private final Clock clock;

    PinCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var blobs = Stores.open(StoreUrl.parse(store), environment);
        String id = BackupChoice.of(backup, blobs);
        new Holds(blobs, clock).pin(id, reason);
        spec.commandLine().getOut().println("pinned " + id);
        return 0;
    }
}
