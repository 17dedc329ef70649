package bench;

import demo.LocalServers;
import failover.LocalFailover;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import testkit.DeployedStack;
import testkit.LambdaProcess;
import testkit.Scripts;

/// What a failover costs of our own if every function of its path is cold: each is started from the package as
/// Lambda starts it, and invoked once against servers of this machine. Resource Manager is not among them, so its two
/// functions are only
/// made.
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        description = "Measures the cold starts of the functions between the alarm and the open gates.")
final class FailoverBench implements Callable<Integer> {
    /// One after the other on the path with a warm standby; StartDrSite runs beside ConfirmOutage.
    private static final List<String> PATH = List.of(
            "Alarm", "ConfirmOutage", "AwaitDrSite", "ChooseBackup", "CheckDrSite", "FencePrimary", "OpenGates");

    private static final long LOOK_MILLIS = 6_000;

    /// It calls Resource Manager.
    private static final String MADE_ONLY = "AwaitDrSite";

    @Option(names = "--runs", defaultValue = "3", description = "Counted runs of each (default: ${DEFAULT-VALUE}).")
    private int runs;

    private record Cold(long made, long answered, String end) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (var servers = LocalServers.start(silent);
                var site = new LocalFailover(
                        servers.database(),
                        servers.standby(),
                        servers.azurite(),
                        servers.dynamo(),
                        "bench",
                        LocalFailover.Pace.real(0.001))) {
            site.prepareDrSite("running");
            String failover = site.beginAlone();
            System.out.println("function          made ms   answered ms   (medians of " + runs + ")");
            long whole = 0;
            for (String name : PATH) {
                var colds = new ArrayList<Cold>();
                for (int run = 0; run <= runs; run++) {
                    colds.add(cold(site, name, failover));
                }
                long made = (long) Processes.median(
                        Processes.counted(colds.stream().map(Cold::made).toList()));
                long answered = (long) Processes.median(
                        Processes.counted(colds.stream().map(Cold::answered).toList()));
                whole += made + answered;
                System.out.printf(
                        "%-15s %9d %13d   %s%n",
                        name, made, answered, colds.getLast().end());
            }
            System.out.printf("together %.1f s, without the look%n", (whole - LOOK_MILLIS) / 1000.0);
        }
        return 0;
    }

    private static Cold cold(LocalFailover site, String name, String failover)
            throws IOException, InterruptedException {
        String event = name.equals("Alarm")
                ? Files.readString(Scripts.root().resolve("events/failover/alarm.json"))
                : "{\"failover\":\"" + failover + "\",\"drill\":false}";
        var function = DeployedStack.declared().stream()
                .filter(declared -> declared.name().equals(name + "Function"))
                .findFirst()
                .orElseThrow();
        var outside = site.functionEnvironment();
        try (var environment = LambdaProcess.start(function.with(outside), outside)) {
            long made = environment.awaitReady().toMillis();
            if (name.equals(MADE_ONLY)) {
                return new Cold(made, 0, "not invoked");
            }
            long begin = System.nanoTime();
            var end = environment.invoke(event);
            return new Cold(made, (System.nanoTime() - begin) / 1_000_000, String.valueOf(end));
        }
    }
}
