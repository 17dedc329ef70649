package cli;

import incident.Failover;
import incident.Failover.Kind;
import incident.Failovers;
import incident.Question;
import incident.Step;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lifeboat status`: what is open, how far it is, what it waits for, and whether a failover could run.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows the failover that is open, step by step, what it waits for, the last ones, and whether"
                + " a failover could run by the last rehearsal.")
final class StatusCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int EARLIER = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final SiteAccess access;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Clock clock;

    StatusCommand(Map<String, String> environment, Clock clock) {
        this.access = new SiteAccess(environment, clock);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var failovers = access.failovers();
        var out = spec.commandLine().getOut();
        var open = failovers.open(Kind.REAL).or(() -> failovers.open(Kind.DRILL));
        var questions = open.map(found -> failovers.questions(found.id())).orElse(List.of());
        var readiness = new ReadinessReport(access.readiness().last(), clock.instant());
        if (json) {
            var document = document(open, questions, failovers);
            document.put("readiness", readiness.document());
            JsonOutput.print(document, out);
        } else {
            print(open, questions, failovers, out);
            out.println();
            readiness.print(out);
        }
        out.flush();
        return 0;
    }

    private void print(Optional<Failover> open, List<Question> questions, Failovers failovers, PrintWriter out) {
        open.ifPresentOrElse(
                failover -> print(failover, out), () -> out.println("no failover of " + access.site() + " is open"));
        for (var question : questions) {
            out.println();
            out.println("It waits for you since " + TIME.format(question.askedAt()) + " UTC: " + question.text());
            out.println("  lifeboat failover --approve   or   lifeboat failover --stand-down");
        }
        var earlier = failovers.list().stream()
                .filter(failover -> failover.state().isClosed())
                .limit(EARLIER)
                .toList();
        if (!earlier.isEmpty()) {
            out.println();
            var table = new TextTable("llll", "EARLIER", "KIND", "STATE", "STARTED (UTC)");
            earlier.forEach(failover -> table.row(
                    failover.id(), failover.kind().name(), failover.state().name(), TIME.format(failover.startedAt())));
            table.print(out);
        }
    }

    private void print(Failover failover, PrintWriter out) {
        out.println((failover.isDrill() ? "the drill " : "the failover ") + failover.id() + " is " + failover.state()
                + ", epoch " + failover.epoch());
        out.println("because of " + failover.trigger().by() + " at "
                + TIME.format(failover.trigger().at()) + " UTC");
        out.println();
        var table = new TextTable("llrrrl", "STEP", "STATE", "AFTER", "TOOK", "RUNS", "OUTCOME");
        failover.steps()
                .forEach(step -> table.row(
                        step.name(),
                        step.state().name(),
                        text(failover.since(step.startedAt())),
                        text(step.took(clock.instant())),
                        String.valueOf(step.attempts()),
                        step.outcome()));
        table.print(out);
        failover.notes().forEach(note -> out.println("note " + TIME.format(note.at()) + "  " + note.text()));
    }

    /// Minutes and seconds.
    private static String text(Duration duration) {
        return "%d:%02d".formatted(duration.toMinutes(), Math.abs(duration.toSecondsPart()));
    }

    private Map<String, Object> document(Optional<Failover> open, List<Question> questions, Failovers failovers) {
        var document = new LinkedHashMap<String, Object>();
        document.put("site", access.site());
        open.ifPresent(failover -> document.put("open", document(failover)));
        document.put(
                "questions",
                questions.stream()
                        .map(question -> Map.of(
                                "step", question.step(),
                                "text", question.text(),
                                "askedAt", question.askedAt().toString()))
                        .toList());
        document.put(
                "earlier",
                failovers.list().stream()
                        .filter(failover -> failover.state().isClosed())
                        .map(failover -> Map.of(
                                "id", failover.id(),
                                "kind", failover.kind().name(),
                                "state", failover.state().name(),
                                "startedAt", failover.startedAt().toString()))
                        .toList());
        return document;
    }

    private static Map<String, Object> document(Failover failover) {
        var document = new LinkedHashMap<String, Object>();
        document.put("id", failover.id());
        document.put("epoch", failover.epoch());
        document.put("kind", failover.kind().name());
        document.put("state", failover.state().name());
        document.put("triggeredBy", failover.trigger().by());
        document.put("triggeredAt", failover.trigger().at().toString());
        document.put("startedAt", failover.startedAt().toString());
        document.put(
                "steps", failover.steps().stream().map(StatusCommand::document).toList());
        document.put(
                "notes",
                failover.notes().stream()
                        .map(note -> Map.of("at", note.at().toString(), "text", note.text()))
                        .toList());
        return document;
    }

    private static Map<String, Object> document(Step step) {
        var document = new LinkedHashMap<String, Object>();
        document.put("name", step.name());
        document.put("state", step.state().name());
        document.put("runs", (long) step.attempts());
        document.put("startedAt", step.startedAt().toString());
        step.endedAt().ifPresent(end -> document.put("endedAt", end.toString()));
        document.put("outcome", step.outcome());
        return document;
    }
}
