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
    private final Azurite azurite;
    private final LocalDynamo dynamo;

    private LocalServers(Database database, Azurite azurite, LocalDynamo dynamo) {
        this.database = database;
        this.azurite = azurite;
        this.dynamo = dynamo;
    }

    /// Starts them, telling of each how long it took.
    public static LocalServers start(PrintStream out) {
        var database = timed(out, LocalServers::startDatabase, Database::describe);
        var azurite = timed(out, Azurite::start, started -> "Azurite (Azure Blob)");
        var dynamo = timed(out, LocalDynamo::start, started -> "DynamoDB Local");
        azurite.container(LocalBackup.CONTAINER);
        dynamo.createCatalogTable(LocalBackup.TABLE);
        return new LocalServers(database, azurite, dynamo);
    }

    /// A real MySQL; where none can be had, the MariaDB that Maven brings.
    private static Database startDatabase() {
        try {
            return MySqlServer.start("--default-time-zone=+09:00");
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

    Database database() {
        return database;
    }

    Azurite azurite() {
        return azurite;
    }

    LocalDynamo dynamo() {
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
                azurite;
                dynamo) {
            // Closed in turn, the last one first, even if one of them fails.
        }
    }
}
