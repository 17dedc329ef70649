package cli;

import base.ConfigurationFailure;
import base.RefusedFailure;
import incident.Failover.Kind;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lifeboat failback`: lets visitors go to the primary again.
@Command(
        name = "failback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets visitors go to the primary again: shuts the gates, then unlocks the application's accounts there.",
            "",
            "What was written in Azure since the failover is not on the primary. Bring it back first: stop the application"
                    + " in Azure, `lifeboat backup` its database, `lifeboat restore --replace` that to the primary, and enable its"
                    + " events there. Visitors see the maintenance page meanwhile. The DR site is left as it is; stop it afterwards."
        })
final class FailbackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--data-is-back", description = "Say that what was written in Azure is on the primary.")
    private boolean dataIsBack;

    @Mixin
    private final SiteAccess access;

    FailbackCommand(Map<String, String> environment, Clock clock) {
        this.access = new SiteAccess(environment, clock);
    }

    @Override
    public Integer call() {
        var open = access.failovers()
                .open(Kind.REAL)
                .orElseThrow(() ->
                        new ConfigurationFailure("no failover is open", "`lifeboat status` shows what there was."));
        if (!dataIsBack) {
            throw new RefusedFailure(
                    "the primary has not what was written in Azure since " + open.startedAt(),
                    "Bring it back as --help says, then give --data-is-back.");
        }
        var failover = access.launch().failBack(open.id());
        var out = spec.commandLine().getOut();
        out.println("the failover " + failover.id() + " goes back; lifeboat status shows how it goes");
        out.flush();
        return 0;
    }
}
