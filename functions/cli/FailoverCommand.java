package cli;

import base.ConfigurationFailure;
import incident.Beginning;
import incident.Failover;
import incident.Failover.Kind;
import incident.Launch;
import incident.Question;
import incident.Trigger;
import incident.Wanted;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lifeboat failover`: begins a failover or a drill by hand, and answers one that waits. The work is done by the
/// workflow in AWS.
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Moves the site to Azure, or practises that, or answers a failover that waits.",
            "",
            "Without an option it begins a failover now. If the primary answers, that is called off by itself. The workflow"
                    + " in AWS does the work; `lifeboat status` shows how it goes."
        },
        footer = {
            "",
            "Examples:",
            "  lifeboat failover --drill         practise: everything but gates, traffic and the primary",
            "  lifeboat failover --rehearse      ask every function whether it could; changes nothing",
            "  lifeboat failover --approve       go on",
            "  lifeboat failover --stand-down    call it off, and take back what was done",
            "  lifeboat failover --resume        once more from the beginning, after mending what was wrong",
            "  lifeboat failover --resume --backup latest   with a backup that is not verified"
        })
final class FailoverCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "0..1")
    private @Nullable What what;

    /// One of them.
    static final class What {
        @Option(names = "--drill", description = "Practise it: no gate, no traffic, nothing on the primary.")
        private boolean drill;

        @Option(
                names = "--rehearse",
                description = "Ask every function whether it could do its work, as happens each day; changes nothing.")
        private boolean rehearse;

        @Option(names = "--approve", description = "Say yes to the failover that waits for a person.")
        private boolean approve;

        @Option(names = "--stand-down", description = "Call the open failover off.")
        private boolean standDown;

        @Option(names = "--resume", description = "Run the open failover once more, after it was held.")
        private boolean resume;
    }

    @Option(names = "--backup", paramLabel = "ID", description = "This backup, verified or not; or latest.")
    private @Nullable String backup;

    @Option(names = "--of-drill", description = "Stand down or resume the open drill, not the failover.")
    private boolean ofDrill;

    @Mixin
    private final SiteAccess access;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Clock clock;
    private final String person;

    FailoverCommand(Map<String, String> environment, Clock clock) {
        this.access = new SiteAccess(environment, clock);
        this.clock = clock;
        this.person = environment.getOrDefault("USER", "somebody");
    }

    @Override
    public Integer call() {
        var chosen = what == null ? new What() : what;
        if (chosen.rehearse) {
            return rehearse();
        }
        if (chosen.approve) {
            return print(approve(), "goes on");
        }
        if (chosen.standDown) {
            return print(standDown(), "is being called off");
        }
        if (chosen.resume) {
            return print(resume(), "runs again");
        }
        return begin(chosen.drill ? Kind.DRILL : Kind.REAL);
    }

    private int begin(Kind kind) {
        var trigger = new Trigger(person + " by hand", clock.instant());
        var wanted = new Wanted(access.site(), kind, Failover.Approval.AUTOMATIC, trigger, Optional.ofNullable(backup));
        return switch (access.launch().start(wanted)) {
            case Beginning.Granted(Failover failover) -> print(failover, "has begun");
            case Beginning.Busy(Failover open) ->
                throw new base.RefusedFailure(
                        "the failover " + open.id() + " is " + open.state(),
                        "Only one at a time: --approve, --resume or --stand-down it.");
            case Beginning.Replay replay ->
                throw new base.RefusedFailure(
                        "a failover that was begun later is over already", "Is the clock of this machine right?");
        };
    }

    private int rehearse() {
        var out = spec.commandLine().getOut();
        String name = access.launch().rehearse(clock.instant());
        if (json) {
            JsonOutput.print(Map.of("rehearsal", name), out);
        } else {
            out.println("the rehearsal " + name + " has begun; in a few minutes, lifeboat status shows its result");
        }
        out.flush();
        return 0;
    }

    private Failover open() {
        return access.failovers()
                .open(ofDrill ? Kind.DRILL : Kind.REAL)
                .orElseThrow(() -> new ConfigurationFailure(
                        "no " + (ofDrill ? "drill" : "failover") + " is open",
                        "`lifeboat status` shows what there was."));
    }

    private Failover approve() {
        var failover = open();
        var question = question(failover)
                .orElseThrow(() -> new ConfigurationFailure(
                        "the failover " + failover.id() + " waits for nobody", "`lifeboat status` shows where it is."));
        if (backup != null) {
            access.failovers().wish(failover.id(), backup);
        }
        spec.commandLine().getErr().println(question.text());
        answer(question, "go", "approved by " + person);
        return failover;
    }

    private Optional<Question> question(Failover failover) {
        var questions = access.failovers().questions(failover.id());
        return questions.isEmpty() ? Optional.empty() : Optional.of(questions.getLast());
    }

    /// The workflow hears first: what was not answered can be answered again.
    private void answer(Question question, String answer, String outcome) {
        boolean isHeard = access.executions().answer(question.token().reveal(), Map.of("answer", answer));
        access.failovers().answered(question, isHeard ? outcome : "answered too late");
        if (!isHeard) {
            throw new ConfigurationFailure(
                    "the workflow does not wait for this answer any more",
                    "lifeboat status; then --resume or --stand-down.");
        }
    }

    private Failover standDown() {
        var failover = open();
        var question = question(failover);
        if (question.isPresent()) {
            access.failovers().note(failover.id(), Launch.STOOD_DOWN_BY + person);
            answer(question.get(), "stand-down", Launch.STOOD_DOWN_BY + person);
            return failover;
        }
        return access.launch().standDown(failover.id(), person);
    }

    private Failover resume() {
        var failover = open();
        if (backup != null) {
            access.failovers().wish(failover.id(), backup);
        }
        return access.launch().resume(failover.id());
    }

    private int print(Failover failover, String text) {
        var out = spec.commandLine().getOut();
        if (json) {
            var document = new LinkedHashMap<String, Object>();
            document.put("failover", failover.id());
            document.put("epoch", failover.epoch());
            document.put("kind", failover.kind().name());
            document.put("state", failover.state().name());
            JsonOutput.print(document, out);
        } else {
            out.println((failover.isDrill() ? "the drill " : "the failover ") + failover.id() + " " + text);
        }
        out.flush();
        return 0;
    }
}
