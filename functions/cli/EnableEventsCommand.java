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
            "For the moment at which the restored server becomes the site. May run any number of times."
        })
final class EnableEventsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--target", required = true, paramLabel = "URL", description = "The restored server.")
    private String target;

    private final Map<String, String> environment;

    EnableEventsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var url = MySqlUrl.parse(target, Stores.secret(environment, "LIFEBOAT_TARGET_PASSWORD"));
        var out = spec.commandLine().getOut();
        try (var session = new Sessions(url).open()) {
            var enabled = WaitingEvents.enable(session);
            enabled.forEach(event -> out.println("enabled " + event));
            out.println(enabled.size() + " events enabled");
        }
        out.flush();
        return 0;
    }
}
