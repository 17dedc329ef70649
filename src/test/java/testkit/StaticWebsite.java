package testkit;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/// Serves a container as the static website of a storage account does, which Azurite leaves out: under the
/// website's own name only, with an index document for folders and a document for what is not there.
public final class StaticWebsite implements AutoCloseable {
    private static final String INDEX = "index.html";
    private static final String MISSING = "404.html";

    private record Document(int status, BinaryData body, String type, String cacheControl, String etag) {}

    private final HttpServer server;
    private final BlobContainerClient container;
    private final Set<String> names;
    private volatile boolean down;

    private StaticWebsite(HttpServer server, BlobContainerClient container, String name) {
        this.server = server;
        this.container = container;
        this.names = Set.of(
                name,
                name + ":" + server.getAddress().getPort(),
                "127.0.0.1:" + server.getAddress().getPort());
    }

    /// `name` is the website's own, `<account>.z<N>.web.core.windows.net`. Its address on this machine is
    /// another one, for clients that cannot choose what they call it.
    public static StaticWebsite start(BlobContainerClient container, String name) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var website = new StaticWebsite(server, container, name);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", website::handle);
            server.start();
            return website;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /// While it is down, it closes connections without an answer.
    public void down(boolean down) {
        this.down = down;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!down) {
                send(exchange, answer(exchange));
            }
        }
    }

    private Document answer(HttpExchange exchange) {
        if (!names.contains(String.valueOf(exchange.getRequestHeaders().getFirst("Host")))) {
            return error(400, "InvalidUri");
        }
        if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            return error(405, "UnsupportedHttpVerb");
        }
        String path = exchange.getRequestURI().getPath().substring(1);
        return document(path.isEmpty() || path.endsWith("/") ? path + INDEX : path, 200)
                .or(() -> document(MISSING, 404))
                .orElseGet(() -> error(404, "WebContentNotFound"));
    }

    private Optional<Document> document(String name, int status) {
        try {
            var answer = container.getBlobClient(name).downloadContentWithResponse(null, null, null, null);
            var headers = answer.getDeserializedHeaders();
            String type = Optional.ofNullable(headers.getContentType()).orElse("application/octet-stream");
            String cacheControl = Optional.ofNullable(headers.getCacheControl()).orElse("");
            return Optional.of(new Document(status, answer.getValue(), type, cacheControl, headers.getETag()));
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Document error(int status, String code) {
        String html = "<html><head><title>" + code + "</title></head></html>";
        return new Document(status, BinaryData.fromString(html), "text/html", "", "");
    }

    private static void send(HttpExchange exchange, Document document) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", document.type());
        if (!document.cacheControl().isEmpty()) {
            headers.set("Cache-Control", document.cacheControl());
        }
        if (!document.etag().isEmpty()) {
            headers.set("ETag", document.etag());
        }
        byte[] body = document.body().toBytes();
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(document.status(), bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
