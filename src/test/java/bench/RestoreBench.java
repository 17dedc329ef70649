package bench;

import engine.format.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import testkit.MySqlServer;
import testkit.Scripts;

/// The restore, with its check of the files and its comparison of every row, against `mysql < dump.sql`, which
/// does neither.
@Command(name = "restore", mixinStandardHelpOptions = true, description = "Measures restore against mysql < dump.sql.")
final class RestoreBench implements Callable<Integer> {
    @Option(names = "--rows", defaultValue = "2000000", description = "Rows of the table (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--runs", defaultValue = "3", description = "Counted runs of each (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--ssl-mode", defaultValue = "DISABLED", description = "DISABLED or REQUIRED, for both.")
    private String sslMode;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lifeboat-bench-");
        String[] flags = {"--skip-log-bin", "--innodb-buffer-pool-size=1G"};
        try (var target = MySqlServer.start(flags)) {
            try (var source = MySqlServer.start(flags)) {
                SampleTable.fill(source, rows);
                Processes.run(backup(source, folder));
                Processes.run(mysqldump(source, folder));
            }
            var loaded = new ArrayList<Long>();
            var verified = new ArrayList<Long>();
            var mysql = new ArrayList<Long>();
            for (int run = 0; run <= runs; run++) {
                long whole = Processes.millis(restore(target, folder));
                verified.add(whole);
                loaded.add(whole - comparing(folder));
                target.run("DROP DATABASE bench", "DROP DATABASE lifeboat__restore");
                mysql.add(Processes.millis(mysql(target, folder)));
                target.run("DROP DATABASE bench");
            }
            report(Processes.counted(loaded), Processes.counted(verified), Processes.counted(mysql));
        } finally {
            Processes.run(List.of("rm", "-rf", folder.toString()));
        }
        return 0;
    }

    private String url(MySqlServer server) {
        return "mysql://root@" + server.url().address() + "?sslMode=" + sslMode;
    }

    private static String lifeboat() {
        return Scripts.root().resolve("lifeboat").toString();
    }

    private static String store(Path folder) {
        return folder.resolve("store").toUri().toString();
    }

    private List<String> backup(MySqlServer server, Path folder) {
        return List.of(lifeboat(), "backup", "--source", url(server), "--to", store(folder), "--threads", "2");
    }

    private List<String> restore(MySqlServer server, Path folder) {
        String restore = lifeboat() + " restore --json --from " + store(folder) + " --backup latest --target '"
                + url(server) + "' --threads 2 > " + folder.resolve("result.json");
        return List.of("sh", "-c", restore);
    }

    /// What the last restore spent after everything was loaded.
    private static long comparing(Path folder) throws IOException {
        try (var in = Files.newInputStream(folder.resolve("result.json"))) {
            var result = Json.read(in, "result.json");
            return result.number("milliseconds") - result.number("loadMilliseconds");
        }
    }

    private List<String> mysqldump(MySqlServer server, Path folder) {
        return List.of("sh", "-c", client(server, "mysqldump") + " --databases bench > " + folder.resolve("dump.sql"));
    }

    private List<String> mysql(MySqlServer server, Path folder) {
        return List.of("sh", "-c", client(server, "mysql") + " < " + folder.resolve("dump.sql"));
    }

    private String client(MySqlServer server, String program) {
        var url = server.url();
        return MySqlServer.programs().resolve(program) + " -uroot -h" + url.host() + " -P" + url.port() + " --ssl-mode="
                + sslMode;
    }

    private void report(List<Long> loaded, List<Long> verified, List<Long> mysql) {
        System.out.printf("%,d rows, %d runs, TLS %s, medians%n", rows, runs, sslMode);
        System.out.printf("  %-46s %6.2f s%n", "mysql < dump.sql", Processes.median(mysql) / 1000);
        line("lifeboat restore --threads 2, loaded", loaded, mysql);
        line("lifeboat restore --threads 2, and verified", verified, mysql);
    }

    private static void line(String what, List<Long> ours, List<Long> theirs) {
        System.out.printf(
                "  %-46s %6.2f s, ratio %.2f%n", what, Processes.median(ours) / 1000, Processes.ratio(ours, theirs));
    }
}
