package demo;

import backup.LocalBackup;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;
import testkit.Azurite;
import testkit.Database;
import testkit.LocalDynamo;
import testkit.MariaDbServer;
import testkit.MySqlServer;
import testkit.Scripts;

/// The servers of the story. Closing ends them all and leaves nothing behind.
public final class LocalServers implements AutoCloseable {
    private final Database database;
    private final Database standby;
    private final Azurite azurite;
    private final LocalDynamo dynamo;

    private LocalServers(Database database, Database standby, Azurite azurite, LocalDynamo dynamo) {
        this.database = database;
        this.standby = standby;
        this.azurite = azurite;
        this.dynamo = dynamo;
    }

    /// Starts them, telling of each how long it took.
    public static LocalServers start(PrintStream out) {
        var database = timed(out, LocalServers::startDatabase, Database::describe);
        var standby = timed(out, LocalServers::startStandby, started -> started.describe() + ", the standby");
        var azurite = timed(out, Azurite::start, started -> "Azurite (Azure Blob)");
        var dynamo = timed(out, LocalDynamo::start, started -> "DynamoDB Local");
        azurite.container(LocalBackup.CONTAINER);
        dynamo.createCatalogTable(LocalBackup.TABLE);
        return new LocalServers(database, standby, azurite, dynamo);
    }

    /// A real MySQL; where none can be had, the MariaDB that Maven brings.
    private static Database startDatabase() {
        try {
            return MySqlServer.start("--default-time-zone=+09:00");
        } catch (Scripts.NotToBeHad e) {
            return MariaDbServer.start();
        }
    }

    /// Set up otherwise than the source, as managed servers are.
    private static Database startStandby() {
        try {
            return MySqlServer.start(
                    "--default-time-zone=+00:00",
                    "--character-set-server=latin1",
                    "--sql-generate-invisible-primary-key=ON",
                    "--log-bin-trust-function-creators=ON",
                    "--innodb-buffer-pool-size=256M");
        } catch (Scripts.NotToBeHad e) {
            return MariaDbServer.start();
        }
    }

    private static <T> T timed(PrintStream out, Supplier<T> start, java.util.function.Function<T, String> name) {
        long begin = System.nanoTime();
        T server = start.get();
        out.printf(
                "  %-32s ready after %.1f s%n",
                name.apply(server), Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0);
        return server;
    }

    public Database database() {
        return database;
    }

    public Database standby() {
        return standby;
    }

    public Azurite azurite() {
        return azurite;
    }

    public LocalDynamo dynamo() {
        return dynamo;
    }

    boolean isMySql() {
        return database instanceof MySqlServer;
    }

    /// How a shell reaches them.
    void describe(PrintStream out) {
        var url = database.url();
        out.println("MySQL       mysql -h " + url.host() + " -P " + url.port() + " -u " + url.user());
        out.println(
                "            as a source: mysql://" + url.user() + "@" + url.address() + "?sslMode=" + url.sslMode());
        var second = standby.url();
        out.println("            as a target: mysql://" + second.user() + "@" + second.address() + "?sslMode="
                + second.sslMode());
        if (isMySql()) {
            out.println("            the client is in " + MySqlServer.programs());
        }
        out.println("Azure Blob  export AZURE_STORAGE_CONNECTION_STRING='" + azurite.connectionString() + "'");
        out.println("            ./lifeboat backups --from az://" + Azurite.ACCOUNT + "/" + LocalBackup.CONTAINER);
        out.println("DynamoDB    " + dynamo.endpoint() + " (table " + LocalBackup.TABLE + ", any credentials)");
    }

    @Override
    public void close() {
        try (database;
                standby;
                azurite;
                dynamo) {
            // Closed in turn, the last one first, even if one of them fails.
        }
    }
}
