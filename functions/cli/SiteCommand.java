package cli;

import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `lifeboat site`: the maintenance page and the gates.
@Command(
        name = "site",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "The static website in Azure: the page that visitors get while no site answers, what it tells them, and the"
                    + " gates that move traffic.",
            "",
            "Once, when the stack is set up: lifeboat site publish. In an incident: lifeboat site announce."
        })
final class SiteCommand {
    static CommandLine commandLine(Map<String, String> environment, Clock clock) {
        return new CommandLine(new SiteCommand())
                .addSubcommand(new SitePublishCommand(environment, clock))
                .addSubcommand(new SiteAnnounceCommand(environment, clock))
                .addSubcommand(new SiteStatusCommand(environment));
    }
}
