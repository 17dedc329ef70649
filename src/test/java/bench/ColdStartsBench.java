package bench;

import engine.format.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import testkit.Azurite;
import testkit.DeployedFunction;
import testkit.DeployedStack;
import testkit.LambdaPackage;
import testkit.LambdaProcess;
import testkit.LocalDynamo;
import testkit.RuntimeApi.Event;

/// What Lambda and whoever waits for it spend on a function that has not run before: from the start of the process
/// until it asks for work, and from the first event to the answer. One environment at a time, with the options, the
/// memory's share of the processors and the variables of the template.
@Command(
        name = "cold-starts",
        mixinStandardHelpOptions = true,
        description = "Measures how long every function takes to be made, and for its first event.")
final class ColdStartsBench implements Callable<Integer> {
    @Option(names = "--runs", defaultValue = "5", description = "Counted runs of each (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--only", split = ",", description = "Only these functions, by their names in the template.")
    private List<String> only = List.of();

    @Option(names = "--snapshot", description = "Take a snapshot in between: the first event comes after it.")
    private boolean snapshot;

    @Option(names = "--json", description = "Print one machine-readable object.")
    private boolean json;

    /// All in milliseconds; `busy` is what both took of the processors.
    private record Cold(long init, long first, long busy, String answer) {}

    @Override
    public Integer call() throws Exception {
        var medians = new LinkedHashMap<String, Cold>();
        try (var azurite = Azurite.start();
                var dynamo = LocalDynamo.start()) {
            for (var function : DeployedStack.declared()) {
                if (only.isEmpty() || only.contains(function.name())) {
                    medians.put(function.name(), median(azurite, dynamo, function.name()));
                    progress(function.name(), medians);
                }
            }
        }
        if (json) {
            System.out.print(new String(Json.bytes(document(medians)), StandardCharsets.UTF_8));
        }
        return 0;
    }

    /// Every run has tables of its own, so that it finds what the one before found.
    private Cold median(Azurite azurite, LocalDynamo dynamo, String name) throws Exception {
        var colds = new ArrayList<Cold>();
        for (int run = 0; run <= runs; run++) {
            try (var stack = DeployedStack.start(azurite, dynamo)) {
                var function = stack.functions().stream()
                        .filter(known -> known.name().equals(name))
                        .findFirst()
                        .orElseThrow();
                colds.add(cold(stack, function));
            }
        }
        return new Cold(
                median(colds, Cold::init),
                median(colds, Cold::first),
                median(colds, Cold::busy),
                colds.getLast().answer());
    }

    private static long median(List<Cold> colds, ToLongFunction<Cold> figure) {
        var all = colds.stream().map(figure::applyAsLong).toList();
        return (long) Processes.median(Processes.counted(all));
    }

    private Cold cold(DeployedStack stack, DeployedFunction function) throws Exception {
        String event = stack.event(function);
        try (var environment = snapshot
                ? LambdaProcess.startForSnapshot(function, stack.outside())
                : LambdaProcess.start(function, stack.outside())) {
            if (snapshot) {
                environment.next();
                environment.restore();
            }
            long init = environment.awaitReady().toMillis();
            long begin = System.nanoTime();
            var answer = environment.invoke(event);
            long first = (System.nanoTime() - begin) / 1_000_000;
            return new Cold(init, first, environment.processorTime().toMillis(), text(answer));
        }
    }

    private static String text(Event answer) {
        return switch (answer) {
            case Event.Returned(String result) -> result;
            case Event.Threw(String type, String message) -> type + ": " + message;
            case Event.Ready ready -> "nothing";
            case Event.Snapshot taken -> "nothing";
            case Event.NotMade notMade -> notMade.toString();
            case Event.Wrong wrong -> wrong.toString();
        };
    }

    private void progress(String name, Map<String, Cold> medians) {
        var out = json ? System.err : System.out;
        if (medians.size() == 1) {
            out.printf("Medians of %d runs. The databases, the sites and Entra are down.%n", runs);
            out.printf("%-24s %8s %9s %9s  %s%n", "function", "init ms", "first ms", "busy ms", "the first answer");
        }
        var cold = medians.getOrDefault(name, new Cold(0, 0, 0, ""));
        String answer = cold.answer().length() > 60 ? cold.answer().substring(0, 57) + "..." : cold.answer();
        out.printf("%-24s %8d %9d %9d  %s%n", name, cold.init(), cold.first(), cold.busy(), answer);
    }

    private Map<String, Object> document(Map<String, Cold> medians) {
        var functions = new LinkedHashMap<String, Object>();
        medians.forEach((name, cold) -> functions.put(
                name,
                Map.of(
                        "initMilliseconds", cold.init(),
                        "firstMilliseconds", cold.first(),
                        "processorMilliseconds", cold.busy(),
                        "answer", cold.answer())));
        return Map.of(
                "runs",
                runs,
                "snapshot",
                snapshot,
                "packageBytes",
                LambdaPackage.zip().toFile().length(),
                "functions",
                functions);
    }
}
