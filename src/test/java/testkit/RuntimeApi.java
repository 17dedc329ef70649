package testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Lambda's Runtime API for one environment of a function: one invocation at a time, and whatever the service would
/// refuse is refused. With SnapStart the environment asks to go on after its snapshot, which it does when told to.
public final class RuntimeApi implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime/";
    /// How long one may wait for what the environment does next.
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String TOKEN = "token-of-the-environment";
    private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final DeployedFunction function;
    private final AtomicInteger requests = new AtomicInteger();
    private final BlockingQueue<Invocation> invocations = new SynchronousQueue<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> restored = new CompletableFuture<>();
    private volatile @Nullable String running;

    private record Invocation(String id, String event, long deadline) {}

    /// What the environment does.
    public sealed interface Event {
        /// Made, and waiting for an invocation.
        record Ready() implements Event {}

        /// Made, and waiting to go on after its snapshot.
        record Snapshot() implements Event {}

        /// Not made.
        record NotMade(String type, String message) implements Event {}

        /// What an invocation came to.
        sealed interface Answer extends Event {}

        record Returned(String result) implements Answer {}

        record Threw(String type, String message) implements Answer {}

        /// It asked for what the service does not know.
        record Wrong(String request) implements Answer {}
    }

    private RuntimeApi(DeployedFunction function) {
        this.function = function;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    static RuntimeApi of(DeployedFunction function) {
        return new RuntimeApi(function);
    }

    /// What `AWS_LAMBDA_RUNTIME_API` says.
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// How an environment that goes on from a snapshot gets its credentials: not in variables.
    Map<String, String> wayToCredentials() {
        return Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://" + address() + "/credentials",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                TOKEN);
    }

    BlockingQueue<Event> events() {
        return events;
    }

    /// Lets the environment go on after its snapshot.
    void restore() {
        restored.complete(null);
    }

    /// Hands an event to the waiting environment.
    void invoke(String event) throws InterruptedException {
        String id = "00000000-0000-4000-8000-%012d".formatted(requests.incrementAndGet());
        invocations.put(new Invocation(
                id, event, System.currentTimeMillis() + function.timeout().toMillis()));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String request = exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().getPath().replace(ROOT, "");
            String own = "POST invocation/" + running;
            switch (request) {
                case "GET invocation/next" -> next(exchange);
                case "GET restore/next" -> {
                    events.add(new Event.Snapshot());
                    restored.join();
                    answer(exchange, 200, "");
                }
                case "GET /credentials" -> credentials(exchange);
                case "POST init/error", "POST restore/error" -> {
                    var error = error(exchange, body);
                    events.add(new Event.NotMade(error.type(), error.message()));
                    answer(exchange, 202, "{\"status\":\"OK\"}");
                }
                case String path when path.equals(own + "/response") -> end(exchange, new Event.Returned(body));
                case String path when path.equals(own + "/error") -> end(exchange, error(exchange, body));
                default -> {
                    events.add(new Event.Wrong(request));
                    answer(exchange, 404, "{\"errorType\":\"InvalidRequest\"}");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The role's credentials, which no snapshot may hold.
    private void credentials(HttpExchange exchange) throws IOException {
        boolean allowed = TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!allowed || !restored.isDone()) {
            events.add(new Event.Wrong("credentials " + (allowed ? "before the snapshot" : "for nobody")));
        }
        var keys = Map.of(
                "AccessKeyId",
                "local",
                "SecretAccessKey",
                "local",
                "Token",
                "local",
                "Expiration",
                Instant.now().plus(Duration.ofHours(1)).toString());
        answer(exchange, allowed ? 200 : 403, JsonText.of(keys).text());
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        events.add(running == null ? new Event.Ready() : new Event.Wrong("next before the end of " + running));
        var invocation = invocations.take();
        running = invocation.id();
        var headers = exchange.getResponseHeaders();
        headers.add("Lambda-Runtime-Aws-Request-Id", invocation.id());
        headers.add("Lambda-Runtime-Deadline-Ms", String.valueOf(invocation.deadline()));
        headers.add(
                "Lambda-Runtime-Invoked-Function-Arn",
                "arn:aws:lambda:ap-northeast-2:123456789012:function:" + function.name() + ":live");
        headers.add("Lambda-Runtime-Trace-Id", "Root=1-5e1b4151-43a0913a12345678901234567;Sampled=0");
        answer(exchange, 200, invocation.event());
    }

    private void end(HttpExchange exchange, Event answer) throws IOException {
        running = null;
        answer(exchange, 202, "{\"status\":\"OK\"}");
        events.add(answer);
    }

    /// An error without its type in header and body is not one that the service knows.
    private static Event.Threw error(HttpExchange exchange, String body) {
        Map<String, @Nullable Object> members = new JsonText(body).members();
        var type = Optional.ofNullable(exchange.getRequestHeaders().getFirst(ERROR_TYPE))
                .map(header -> members.get("errorType"))
                .map(String::valueOf);
        return new Event.Threw(type.orElse("none: " + body), String.valueOf(members.get("errorMessage")));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// The environment gets no answer any more.
    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
