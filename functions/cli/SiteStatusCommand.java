package cli;

import base.Pause;
import cloud.azure.AzureGateStore;
import cloud.azure.AzureWebsite;
import cloud.azure.WebsiteSwitch;
import incident.Gate;
import incident.GateStore.Versioned;
import incident.PagePublisher;
import incident.Website.Found;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lifeboat site status`: what is published.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows the page, the gates and the announcement as they are written; with --host also what is seen"
                        + " from outside. Changes nothing.")
final class SiteStatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final WebsiteAccess access;

    @Mixin
    private final WebsiteHost host = new WebsiteHost();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    SiteStatusCommand(Map<String, String> environment) {
        this.access = new WebsiteAccess(environment);
    }

    @Override
    public Integer call() {
        var address = host.address();
        var container = access.container();
        var website = new AzureWebsite(container);
        var gates = new AzureGateStore(container);
        var report = new SiteReport(access.account());
        report.website(new WebsiteSwitch(container).look());
        for (Gate gate : Gate.values()) {
            gates.read(gate)
                    .map(Versioned::state)
                    .ifPresentOrElse(
                            state -> report.gate(gate, "written", state),
                            () -> report.line(gate.blob(), "absent", "-"));
        }
        document(website, Announcement.BLOB, report);
        document(website, PagePublisher.PAGE, report);
        address.map(found -> new WebsiteLook(found, Pause.REAL).once()).ifPresent(report::seen);
        var out = spec.commandLine().getOut();
        if (json) {
            report.printJson(out);
        } else {
            report.print(out);
            report.printSeen(out);
        }
        out.flush();
        return 0;
    }

    private static void document(AzureWebsite website, String name, SiteReport report) {
        var found = website.read(name);
        String what = found.map(SiteStatusCommand::origin).orElse("absent");
        report.line(name, what, found.map(Found::version).orElse("-"));
    }

    private static String origin(Found found) {
        if (found.isOurs()) {
            return "as Lifeboat wrote it";
        }
        return found.stamp().isPresent() ? "changed by hand" : "not written by Lifeboat";
    }
}
