package testkit.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import testkit.LocalCertificate;

/// A stand-in that listens on loopback, with TLS as the real service has it.
abstract class HttpsService implements AutoCloseable {
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Faults faults = new Faults();

    HttpsService() {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(LocalCertificate.get().server()));
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /// Where it is.
    public final URI endpoint() {
        return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    /// What shall go wrong with requests to it.
    public final Faults faults() {
        return faults;
    }

    /// Called from many threads, one at a time.
    abstract Reply answer(Call call);

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var call = Call.of(exchange);
            var fault = faults.take(call.line());
            fault.delay();
            if (fault.lost()) {
                return;
            }
            Reply reply = fault.instead().orElseGet(() -> locked(call));
            if (!fault.silent()) {
                send(exchange, reply);
            }
        }
    }

    private Reply locked(Call call) {
        synchronized (this) {
            try {
                return answer(call);
            } catch (RuntimeException e) {
                return Reply.error(500, "InternalServerError", "a fault of the stand-in: " + e);
            }
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
