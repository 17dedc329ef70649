package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import testkit.MySqlServer;
import testkit.Scripts;

/// `./lifeboat bench`: the dump against `mysqldump | zstd -1`, whole processes from start to exit, in turn on
/// the same server and rows, after a warm-up of each. Prints medians; only ratios of one run mean anything.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the dump of a table of mixed rows against mysqldump | zstd -1.")
public final class Main implements Callable<Integer> {
    @Option(names = "--rows", defaultValue = "2000000", description = "Rows of the table (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--runs", defaultValue = "5", description = "Counted runs of each (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--ssl-mode", defaultValue = "DISABLED", description = "DISABLED or REQUIRED, for both.")
    private String sslMode;

    private Main() {}

    public static void main(String[] args) {
        // The launcher passes its own first word on.
        System.exit(new CommandLine(new Main())
                .execute(List.of(args).subList(1, args.length).toArray(String[]::new)));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lifeboat-bench-");
        try (var server = MySqlServer.start("--skip-log-bin", "--innodb-buffer-pool-size=2G")) {
            fill(server);
            var lifeboat = new ArrayList<Long>();
            var mysqldump = new ArrayList<Long>();
            for (int run = 0; run <= runs; run++) {
                Path target = folder.resolve("run-" + run);
                lifeboat.add(millis(lifeboat(server, target)));
                mysqldump.add(millis(mysqldump(server, target)));
                run(List.of("rm", "-rf", target.toString(), target + ".sql.zst"));
            }
            report(lifeboat.subList(1, lifeboat.size()), mysqldump.subList(1, mysqldump.size()));
        } finally {
            run(List.of("rm", "-rf", folder.toString()));
        }
        return 0;
    }

    private void fill(MySqlServer server) {
        server.run(
                "CREATE DATABASE bench",
                "USE bench",
                "CREATE TABLE orders (id BIGINT PRIMARY KEY AUTO_INCREMENT, customer INT NOT NULL, placed DATETIME NOT NULL,"
                        + " status ENUM('new','paid','sent','done') NOT NULL, total DECIMAL(10,2) NOT NULL, rebate FLOAT,"
                        + " note VARCHAR(200), detail JSON, token BINARY(8), updated TIMESTAMP NULL, qty SMALLINT, KEY (customer))",
                "SET SESSION cte_max_recursion_depth = 100000000",
                "INSERT INTO orders (customer, placed, status, total, rebate, note, detail, token, updated, qty)"
                        + " WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < " + rows + ")"
                        + " SELECT n % 50000, '2024-01-01' + INTERVAL n SECOND, ELT(1 + n % 4, 'new', 'paid', 'sent', 'done'),"
                        + " n % 10000 / 7, n / 3, CONCAT('order number ', n, ' ', LEFT(SHA2(n, 256), 40)),"
                        + " JSON_OBJECT('sku', CONCAT('S', n % 1000), 'qty', n % 9, 'tags', JSON_ARRAY('a', 'b')),"
                        + " UNHEX(LPAD(HEX(n * 7919), 16, '0')), '2025-01-01' + INTERVAL n SECOND, n % 100 FROM r",
                "ANALYZE TABLE orders");
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

    private static long millis(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        run(command);
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException(command + " ended with " + status);
        }
    }

    private void report(List<Long> lifeboat, List<Long> mysqldump) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < lifeboat.size(); i++) {
            ratios.add(lifeboat.get(i) / (double) mysqldump.get(i));
        }
        System.out.printf("%,d rows, %d runs, TLS %s, medians%n", rows, runs, sslMode);
        System.out.printf("  lifeboat backup --threads 2              %6.2f s%n", median(lifeboat) / 1000);
        System.out.printf("  mysqldump --single-transaction | zstd -1 %6.2f s%n", median(mysqldump) / 1000);
        System.out.printf("  ratio                                    %6.2f%n", median(ratios));
    }

    private static double median(List<? extends Number> values) {
        var sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
