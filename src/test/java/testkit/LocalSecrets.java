package testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Secrets Manager, of which only GetSecretValue is known; anything else, an unsigned request or an unknown
/// secret is refused as the service refuses it.
public final class LocalSecrets implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    private LocalSecrets(HttpServer server) {
        this.server = server;
    }

    public static LocalSecrets start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var secrets = new LocalSecrets(server);
            server.createContext("/", secrets::answer);
            server.start();
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LocalSecrets with(String arn, String value) {
        secrets.put(arn, value);
        return this;
    }

    public SecretsManagerClient client() {
        return SecretsManagerClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.AP_NORTHEAST_2)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        String signature = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        var request = JsonNode.parser().parse(exchange.getRequestBody());
        String id = request.field("SecretId").map(JsonNode::asString).orElse("");
        if (!signature.startsWith("AWS4-HMAC-SHA256 ") || !target.equals("secretsmanager.GetSecretValue")) {
            send(exchange, 400, "{\"__type\":\"InvalidRequestException\",\"Message\":\"refused\"}");
        } else if (!secrets.containsKey(id)) {
            send(
                    exchange,
                    400,
                    "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"Secrets Manager can't find the"
                            + " specified secret.\"}");
        } else {
            String value = String.valueOf(secrets.get(id)).replace("\\", "\\\\").replace("\"", "\\\"");
            send(exchange, 200, "{\"ARN\":\"" + id + "\",\"Name\":\"x\",\"SecretString\":\"" + value + "\"}");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
