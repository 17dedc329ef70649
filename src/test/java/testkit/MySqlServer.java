package testkit;

import base.Secret;
import engine.mysql.MySqlUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A real MySQL server of its own: any number run side by side, each with an empty data folder that goes when
/// it is closed. Ready in about a second, because the data folder is a copy of one that was initialized once.
public final class MySqlServer implements Database {
    private static final String LOWER_CASE = "--lower-case-table-names=1";
    private static final List<String> FLAGS = List.of(
            "--mysqlx=OFF",
            "--user=root",
            "--bind-address=127.0.0.1",
            "--secure-file-priv=",
            "--local-infile=ON",
            "--performance-schema=OFF",
            "--innodb-buffer-pool-size=512M",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=OFF",
            "--innodb-redo-log-capacity=512M",
            "--sync-binlog=0",
            "--gtid-mode=ON",
            "--enforce-gtid-consistency=ON",
            "--max-allowed-packet=64M",
            "--binlog-expire-logs-seconds=3600",
            "--log-error-verbosity=2");

    private final Process process;
    private final Path folder;
    private final int port;

    private MySqlServer(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /// A server that keeps every name in lower case, as some managed ones do. That is settled when the data
    /// folder is made.
    public static MySqlServer lowerCase(String... flags) {
        var all = new ArrayList<>(List.of(LOWER_CASE));
        all.addAll(Arrays.asList(flags));
        return start(all.toArray(String[]::new));
    }

    /// Starts a server with further flags, which win over the usual ones.
    public static MySqlServer start(String... flags) {
        Path bin = Scripts.path("get-mysql");
        try {
            Path folder = Files.createTempDirectory("lifeboat-mysql-");
            copy(template(bin, Arrays.asList(flags).contains(LOWER_CASE)), folder.resolve("data"));
            int port = Servers.freePort();
            var command = new ArrayList<>(List.of(bin.resolve("mysqld").toString(), "--no-defaults"));
            command.addAll(FLAGS);
            command.addAll(List.of(
                    "--datadir=" + folder.resolve("data"),
                    "--port=" + port,
                    "--socket=" + folder.resolve("s"),
                    "--pid-file=" + folder.resolve("pid")));
            command.addAll(Arrays.asList(flags));
            Path log = folder.resolve("log");
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Servers.endWithThisProgram(process, folder);
            var server = new MySqlServer(process, folder, port);
            Servers.await(process, log, server::answers);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (var connection = connect("")) {
            return connection.isValid(5);
        } catch (java.sql.SQLException e) {
            return false;
        }
    }

    /// An initialized data folder, made once per version of the server and kept in the cache.
    private static synchronized Path template(Path bin, boolean lowerCase) throws IOException {
        Path cache = Path.of(Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .orElse(System.getProperty("user.home") + "/.cache"))
                .resolve("lifeboat");
        Path template =
                cache.resolve("data-" + Integer.toHexString(bin.toString().hashCode()) + (lowerCase ? "-lower" : ""));
        if (!Files.isDirectory(template)) {
            Files.createDirectories(cache);
            Path fresh = Files.createTempDirectory(cache, ".data-");
            Path log = cache.resolve("initialize.log");
            run(
                    log,
                    bin.resolve("mysqld").toString(),
                    "--no-defaults",
                    "--initialize-insecure",
                    "--user=root",
                    "--innodb-redo-log-capacity=8M",
                    lowerCase ? LOWER_CASE : "--lower-case-table-names=0",
                    "--datadir=" + fresh.resolve("data"));
            if (!fresh.resolve("data").toFile().renameTo(template.toFile()) && !Files.isDirectory(template)) {
                throw new IOException("cannot make " + template);
            }
            Servers.delete(fresh);
        }
        return template;
    }

    private static void copy(Path from, Path to) {
        run(to.resolveSibling("copy.log"), "cp", "-a", "--reflink=auto", from.toString(), to.toString());
        // Every server has a name of its own.
        to.resolve("auto.cnf").toFile().delete();
    }

    private static void run(Path log, String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command[0] + " failed:\n" + Servers.text(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public MySqlUrl url(String user, String password) {
        return new MySqlUrl("127.0.0.1", port, user, new Secret(password), MySqlUrl.SslMode.REQUIRED, Optional.empty());
    }

    @Override
    public String describe() {
        return "MySQL " + text("SELECT VERSION()");
    }

    /// The file with the authority of the server's own certificate.
    public Path certificateAuthority() {
        return folder.resolve("data/ca.pem");
    }

    /// The folder of the client programs: `mysql`, `mysqldump`.
    public static Path programs() {
        return Scripts.path("get-mysql");
    }

    /// The process, to watch or to kill.
    public Process process() {
        return process;
    }

    @Override
    public void close() {
        Servers.kill(process);
        Servers.delete(folder);
    }
}
