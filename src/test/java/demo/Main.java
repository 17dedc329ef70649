package demo;

import engine.format.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What the launcher runs for `demo` and `servers`.
@Command(name = "lifeboat")
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new ServersCommand())
                .execute(args));
    }

    @Command(
            name = "demo",
            mixinStandardHelpOptions = true,
            description =
                    "The whole story on embedded servers: a backup while customers write, its proof, an outage, and the failover.")
    static final class DemoCommand implements Callable<Integer> {
        @Option(names = "--keep", description = "Leave the servers up afterwards, until Ctrl-C.")
        private boolean keep;

        @Option(
                names = "--rows",
                paramLabel = "N",
                defaultValue = "1000000",
                description = "How many orders the shop has (default: ${DEFAULT-VALUE}).")
        private int rows;

        @Option(names = "--json", description = "Print the measured times as one JSON object, and the story on stderr.")
        private boolean json;

        @Override
        public Integer call() throws InterruptedException {
            PrintStream out = json ? System.err : utf8Out();
            out.println("Starting servers");
            try (var servers = LocalServers.start(out)) {
                var story = new Story(servers, rows, out);
                story.tell();
                if (json) {
                    utf8Out().print(new String(Json.bytes(story.times()), StandardCharsets.UTF_8));
                }
                if (keep) {
                    out.println();
                    waitWith(servers, out);
                }
            }
            return 0;
        }
    }

    @Command(
            name = "servers",
            mixinStandardHelpOptions = true,
            description = "Starts MySQL, Azurite and DynamoDB Local, and tells how to reach them, until Ctrl-C.")
    static final class ServersCommand implements Callable<Integer> {
        @Override
        public Integer call() throws InterruptedException {
            PrintStream out = utf8Out();
            try (var servers = LocalServers.start(out)) {
                waitWith(servers, out);
            }
            return 0;
        }
    }

    private static PrintStream utf8Out() {
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }

    private static void waitWith(LocalServers servers, PrintStream out) throws InterruptedException {
        servers.describe(out);
        out.println("Ctrl-C ends them.");
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
        new CountDownLatch(1).await();
    }
}
