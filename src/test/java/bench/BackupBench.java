package bench;

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

/// The dump against `mysqldump | zstd -1`.
@Command(name = "backup", mixinStandardHelpOptions = true, description = "Measures backup against mysqldump | zstd -1.")
final class BackupBench implements Callable<Integer> {
    @Option(names = "--rows", defaultValue = "2000000", description = "Rows of the table (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--runs", defaultValue = "5", description = "Counted runs of each (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--ssl-mode", defaultValue = "DISABLED", description = "DISABLED or REQUIRED, for both.")
    private String sslMode;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lifeboat-bench-");
        try (var server = MySqlServer.start("--skip-log-bin", "--innodb-buffer-pool-size=2G")) {
            SampleTable.fill(server, rows);
            var lifeboat = new ArrayList<Long>();
            var mysqldump = new ArrayList<Long>();
            for (int run = 0; run <= runs; run++) {
                Path target = folder.resolve("run-" + run);
                lifeboat.add(Processes.millis(lifeboat(server, target)));
                mysqldump.add(Processes.millis(mysqldump(server, target)));
                Processes.run(List.of("rm", "-rf", target.toString(), target + ".sql.zst"));
            }
            report(Processes.counted(lifeboat), Processes.counted(mysqldump));
        } finally {
            Processes.run(List.of("rm", "-rf", folder.toString()));
        }
        return 0;
    }

    private List<String> lifeboat(MySqlServer server, Path target) {
        return List.of(
                Scripts.root().resolve("lifeboat").toString(),
                "backup",
                "--source",
                "mysql://root@" + server.url().address() + "?sslMode=" + sslMode,
                "--to",
                target.toUri().toString(),
                "--threads",
                "2");
    }

    private List<String> mysqldump(MySqlServer server, Path target) {
        var url = server.url();
        String dump = MySqlServer.programs().resolve("mysqldump") + " -uroot -h" + url.host() + " -P" + url.port()
                + " --ssl-mode=" + sslMode + " --single-transaction bench | zstd -1 -q -o " + target + ".sql.zst";
        return List.of("sh", "-c", dump);
    }

    private void report(List<Long> lifeboat, List<Long> mysqldump) {
        System.out.printf("%,d rows, %d runs, TLS %s, medians%n", rows, runs, sslMode);
        System.out.printf("  lifeboat backup --threads 2              %6.2f s%n", Processes.median(lifeboat) / 1000);
        System.out.printf("  mysqldump --single-transaction | zstd -1 %6.2f s%n", Processes.median(mysqldump) / 1000);
        System.out.printf("  ratio                                    %6.2f%n", Processes.ratio(lifeboat, mysqldump));
    }
}
