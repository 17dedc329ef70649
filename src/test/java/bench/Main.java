package bench;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./lifeboat bench`: whole processes from start to exit, ours and a peer's in turn on the same server and
/// rows, after a warm-up of each. Prints medians; only ratios of one run mean anything.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {BackupBench.class, RestoreBench.class, FailoverBench.class, ColdStartsBench.class},
        description = "Measures Lifeboat on this machine, against MySQL's own tools where they do the same.")
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // The launcher passes its own first word on.
        System.exit(new CommandLine(new Main())
                .execute(List.of(args).subList(1, args.length).toArray(String[]::new)));
    }
}
