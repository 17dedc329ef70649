package cli;

import engine.load.WaitingEvents;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lifeboat enable-events`: lets the events of a restored server run.
@Command(
        name = "enable-events",
        mixinStandardHelpOptions = true,
        description = {
            "Enables the events that a restore left disabled, though they ran on the source.",
            "",
            "For the moment at which the restored server becomes the site: from then on no restore touches it, until it is",
            "a standby again. May run any number of times."
        })
final class EnableEventsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--target", required = true, paramLabel = "URL", description = "The restored server.")
    private String target;

    @Option(names = "--standby-again", description = "The server is no longer the site; restores may replace it.")
    private boolean standbyAgain;

    private final Map<String, String> environment;

    EnableEventsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var url = MySqlUrl.parse(target, Stores.secret(environment, "LIFEBOAT_TARGET_PASSWORD"));
        var out = spec.commandLine().getOut();
        try (var session = new Sessions(url).open()) {
            if (standbyAgain) {
                WaitingEvents.standbyAgain(session);
                out.println("a standby again: restores may replace it");
            } else {
                var enabled = WaitingEvents.enable(session);
                enabled.forEach(event -> out.println("enabled " + event));
                out.println(enabled.size() + " events enabled; no restore touches this server now");
            }
        }
        out.flush();
        return 0;
    }
}
