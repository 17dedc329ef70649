package testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/// The shop's application on a database: every page reads it, as the account of the application, and shows the newest
/// order. Behind a gateway it carries the gateway's header, and answers 502 while the machines are off.
public final class ShopSite implements AutoCloseable {
    public static final String USER = "shopapp";
    public static final String PASSWORD = "shopapp-Passw0rd";

    private final HttpServer server;
    private final Database database;
    private final String site;
    private final BooleanSupplier isUp;
    private volatile boolean isDead;

    private ShopSite(HttpServer server, Database database, String site, BooleanSupplier isUp) {
        this.server = server;
        this.database = database;
        this.site = site;
        this.isUp = isUp;
    }

    /// The site in AWS.
    public static ShopSite primary(Database database) {
        return start(database, "", () -> true);
    }

    /// The site in Azure, behind its gateway.
    public static ShopSite dr(Database database, BooleanSupplier isUp) {
        return start(database, "dr", isUp);
    }

    private static ShopSite start(Database database, String site, BooleanSupplier isUp) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var shop = new ShopSite(server, database, site, isUp);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", shop::handle);
            server.start();
            return shop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The account of the application, which both servers need.
    public static void createUser(Database database) {
        database.run(
                "CREATE USER IF NOT EXISTS '" + USER + "'@'%' IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON shop.* TO '" + USER + "'@'%'");
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /// While it is dead, connections are closed without an answer.
    public void dead(boolean dead) {
        isDead = dead;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isDead) {
                return;
            }
            if (!site.isEmpty()) {
                exchange.getResponseHeaders().add("X-Lifeboat-Site", site);
            }
            if (!isUp.getAsBoolean()) {
                send(exchange, 502, "Bad Gateway");
            } else {
                serve(exchange);
            }
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        var url = database.url();
        String jdbc = "jdbc:mysql://" + url.address() + "/shop?sslMode=PREFERRED&allowPublicKeyRetrieval=true";
        try (var connection = DriverManager.getConnection(jdbc, USER, PASSWORD);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT MAX(id) FROM orders")) {
            rows.next();
            send(exchange, 200, "the newest order is " + rows.getLong(1));
        } catch (SQLException e) {
            send(exchange, 503, "the database does not answer: " + e.getMessage());
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
