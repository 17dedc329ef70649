package failover;

import engine.stored.Verdicts;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import testkit.Database;
import testkit.Dumps;
import testkit.MySqlServer;
import testkit.Restores;
import testkit.SharedClouds;
import testkit.ShopSite;

/// The shop's database in AWS and its standby in Azure, which all tests of the failover share, and backups of it.
final class Sites {
    private static final AtomicInteger BACKUPS = new AtomicInteger();
    private static @Nullable MySqlServer primary;
    private static @Nullable MySqlServer standby;

    private Sites() {}

    static synchronized Database primary() {
        if (primary == null) {
            primary = MySqlServer.start();
            primary.run(
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.orders (id INT PRIMARY KEY, total INT NOT NULL)",
                    "INSERT INTO shop.orders VALUES (1, 10), (2, 20), (3, 30)");
            ShopSite.createUser(primary);
        }
        return primary;
    }

    static synchronized Database standby() {
        if (standby == null) {
            standby = MySqlServer.start();
        }
        return standby;
    }

    /// A container with one verified backup, which the standby holds; its id is that of {@link #backup}.
    static String containerWithVerifiedBackup() {
        String container = SharedClouds.name();
        back(container, backup());
        prove(container, backup());
        return container;
    }

    static String backup() {
        return Dumps.ID.replace("-test-", "-shop-");
    }

    /// An id that is newer than any before.
    static String newerBackup() {
        return "20260102T0200%02d-shop-000000".formatted(BACKUPS.getAndIncrement() % 60);
    }

    static void back(String container, String id) {
        Dumps.run(primary().url(), SharedClouds.get().store(container, ""), Dumps.named(id, Dumps.request("shop")));
    }

    /// Restores it to the standby, as every night.
    static void prove(String container, String id) {
        var store = SharedClouds.get().store(container, "");
        standby().run("DROP DATABASE IF EXISTS lifeboat__restore", "DROP DATABASE IF EXISTS shop");
        var result = Restores.run(standby().url(), store, Restores.request(id));
        new Verdicts(store).keep(result.verdict());
        ShopSite.createUser(standby());
    }

    /// The application may log in to the primary again, and the standby is nobody's site.
    static void reset() {
        primary().run("ALTER USER '" + ShopSite.USER + "'@'%' ACCOUNT UNLOCK");
        standby().run("DROP DATABASE IF EXISTS lifeboat__restore", "DROP DATABASE IF EXISTS shop");
    }
}
