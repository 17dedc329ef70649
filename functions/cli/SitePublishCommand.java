package cli;

import base.ConfigurationFailure;
import base.Deadline;
import base.Pause;
import cloud.azure.AzureGateStore;
import cloud.azure.AzureWebsite;
import cloud.azure.WebsiteSwitch;
import incident.Document;
import incident.FirstGates;
import incident.Gate;
import incident.GateState;
import incident.PagePublisher;
import incident.PagePublisher.Published;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lifeboat site publish`: the maintenance page and the gates, ready before they are needed.
///
/// The page comes last, because a website with a page is taken for a finished one. Gates that are absent steer as if
/// they were shut, so whatever was done before harms nobody, and the next run goes on there.
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Publishes the maintenance page and the gates.",
            "",
            "Switches the account's static website on if it is off, makes the gates if there are none (shut; those that"
                    + " exist are never touched), and then puts the page in its place. The same page is left alone. Another"
                    + " one is kept as lifeboat/pages/<HASH>.html before it is replaced, and one that Lifeboat did not write,"
                    + " or that was changed since, is replaced with --force only. Run it as often as you like.",
            "",
            "The login needs the role Storage Blob Data Contributor on the account; and Storage Account Contributor for"
                    + " switching the website on, if nobody has done that before."
        },
        footer = {
            "",
            "Examples:",
            "  lifeboat site publish --to az://shoplifeboat \\",
            "      --host shoplifeboat.z12.web.core.windows.net",
            "  lifeboat site publish --to az://shoplifeboat --page our-page.html",
            "  lifeboat site publish --to az://shoplifeboat --back 5f2a90c1d3e4"
        })
final class SitePublishCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_AFTER_SWITCH = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Mixin
    private final WebsiteAccess access;

    @Mixin
    private final WebsiteHost host = new WebsiteHost();

    @ArgGroup(multiplicity = "0..1")
    private @Nullable Which which;

    /// One of them.
    static final class Which {
        @Option(
                names = "--page",
                paramLabel = "FILE",
                description = "A page of your own: one HTML file that needs nothing else. Otherwise Lifeboat's.")
        private @Nullable Path page;

        @Option(names = "--back", paramLabel = "HASH", description = "A page that was kept, by its twelve digits.")
        private @Nullable String back;
    }

    @Option(names = "--force", description = "Replace a page that Lifeboat did not write, or that was changed since.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Clock clock;

    SitePublishCommand(Map<String, String> environment, Clock clock) {
        this.access = new WebsiteAccess(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var address = host.address();
        var container = access.container();
        var report = new SiteReport(access.account());
        var publisher = new PagePublisher(new AzureWebsite(container), clock);
        var own = ownPage();
        var website = switchedOn(new WebsiteSwitch(container), address);
        report.website(website);
        var page = own.orElseGet(() -> otherPage(publisher));
        var plan = publisher.plan(page, force);
        var gates = gates(new FirstGates(new AzureGateStore(container), clock), report);
        var published = publisher.publish(plan);
        page(published, report);
        var patience = website == WebsiteSwitch.State.ON ? PATIENCE : PATIENCE_AFTER_SWITCH;
        Runnable look = () -> address.map(found -> new WebsiteLook(found, Pause.REAL))
                .map(found -> found.until(page, gates, Deadline.in(patience, clock)))
                .ifPresent(report::seen);
        tell(report, published, look, address);
        return 0;
    }

    /// The user's own page is checked before anything is written.
    private Optional<Document> ownPage() {
        var page = Optional.ofNullable(which).map(chosen -> chosen.page).map(PageSource::file);
        page.map(PageSource::elsewhere)
                .filter(hosts -> !hosts.isEmpty())
                .ifPresent(hosts -> spec.commandLine()
                        .getErr()
                        .println("warning: the page loads something from " + String.join(", ", hosts)
                                + ", which may be down as well"));
        return page;
    }

    private Document otherPage(PagePublisher publisher) {
        var hash = Optional.ofNullable(which).map(chosen -> chosen.back);
        hash.filter(text -> !text.matches("[0-9a-f]{12}")).ifPresent(text -> {
            throw new ParameterException(spec.commandLine(), "--back must be twelve hexadecimal digits");
        });
        return hash.map(publisher::kept).orElseGet(PageSource::builtIn);
    }

    /// A login that may not look at the switch can still see whether the website answers.
    private static WebsiteSwitch.State switchedOn(WebsiteSwitch website, Optional<URI> address) {
        var state = website.on();
        if (state == WebsiteSwitch.State.UNKNOWN && address.isEmpty()) {
            throw new ConfigurationFailure(
                    "this login may not see whether the static website is on",
                    "Give --host, and it is looked at from outside. If it is off, " + website.command());
        }
        return state;
    }

    private static Map<Gate, GateState> gates(FirstGates first, SiteReport report) {
        var states = new EnumMap<Gate, GateState>(Gate.class);
        first.make().forEach((gate, made) -> {
            report.gate(gate, made.isNew() ? "created" : "is there already", made.state());
            states.put(gate, made.state());
        });
        return states;
    }

    private static void page(Published published, SiteReport report) {
        published.kept().ifPresent(name -> report.line(name, "keeps the page before", "-"));
        String what = switch (published.outcome()) {
            case CREATED -> "created";
            case REPLACED -> "replaced";
            case MENDED -> "put right";
            case UNCHANGED -> "is there already";
        };
        report.line(PagePublisher.PAGE, what, published.version());
    }

    private void tell(SiteReport report, Published published, Runnable look, Optional<URI> address) {
        var out = spec.commandLine().getOut();
        if (json) {
            look.run();
            report.printJson(out);
        } else {
            report.print(out);
            out.flush();
            look.run();
            hints(published, address, out);
        }
        out.flush();
    }

    private void hints(Published published, Optional<URI> address, PrintWriter out) {
        out.println();
        published
                .kept()
                .ifPresent(name -> out.println("Back to the page before: lifeboat site publish --to az://"
                        + access.account() + " --back " + name.replaceFirst(".*/(.*)\\.html", "$1")));
        out.println(address.map(found -> "Seen at " + found + " as it is written: the page and both gates.")
                .orElseGet(() -> "To look at it as Route 53 does, give --host; this prints it: az storage account show"
                        + " --name " + access.account() + " --query primaryEndpoints.web --output tsv"));
    }
}
