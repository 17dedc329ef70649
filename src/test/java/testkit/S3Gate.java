package testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Stands before the S3 server of the tests. It checks what that one does not, as S3 does: the checksum of every
/// block, and that nothing of the name exists when `If-None-Match: *` says so, of several writers at once for one
/// only. And it can be told what shall go wrong on the way.
public final class S3Gate implements AutoCloseable {
    /// One thing that goes wrong.
    public enum Fault {
        /// The server does not get the request.
        REQUEST_LOST,
        /// The server does what it is asked; nobody hears of it.
        ANSWER_LOST,
        /// The connection breaks in the middle of the answer's body.
        ANSWER_CUT,
        /// One bit of the request's body changes.
        BIT_FLIPPED
    }

    private record Planned(Fault fault, Predicate<String> requests) {}

    private final HttpServer server;
    private final int behind;
    private final S3Client direct;
    private final List<Planned> planned = new CopyOnWriteArrayList<>();

    private S3Gate(HttpServer server, int behind, S3Client direct) {
        this.server = server;
        this.behind = behind;
        this.direct = direct;
    }

    /// `direct` is a client of the server that listens on `port`.
    static S3Gate start(int port, S3Client direct) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var gate = new S3Gate(server, port, direct);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", gate::pass);
            server.start();
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Lets it go wrong for the next request whose first line (`PUT /bucket/key?partNumber=1...`) matches.
    public void next(Fault fault, Predicate<String> requests) {
        planned.add(new Planned(fault, requests));
    }

    /// Whether everything that was to go wrong has done so.
    public boolean allHappened() {
        return planned.isEmpty();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            var fault = faults(line);
            if (fault.contains(Fault.REQUEST_LOST)) {
                return;
            }
            if (fault.contains(Fault.BIT_FLIPPED)) {
                body[body.length / 2] ^= 1;
            }
            var answer = answer(exchange, line, body);
            if (!fault.contains(Fault.ANSWER_LOST)) {
                answer.send(exchange, fault.contains(Fault.ANSWER_CUT));
            }
        }
    }

    private List<Fault> faults(String line) {
        var found = planned.stream()
                .filter(plan -> plan.requests().test(line))
                .limit(1)
                .toList();
        planned.removeAll(found);
        return found.stream().map(Planned::fault).toList();
    }

    private RawAnswer answer(HttpExchange exchange, String line, byte[] body) throws IOException {
        String checksum = exchange.getRequestHeaders().getFirst("x-amz-checksum-crc32c");
        boolean chunked = exchange.getRequestHeaders().getFirst("x-amz-decoded-content-length") != null;
        if (checksum != null && !chunked && !checksum.equals(crc32c(body))) {
            return RawAnswer.error(400, "BadDigest");
        }
        if (!"*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            return forward(exchange, line, body);
        }
        synchronized (this) {
            return exists(exchange.getRequestURI())
                    ? RawAnswer.error(412, "PreconditionFailed")
                    : forward(exchange, line, body);
        }
    }

    private boolean exists(URI uri) {
        String[] path = uri.getPath().split("/", 3);
        try {
            direct.headObject(head -> head.bucket(path[1]).key(path[2]));
            return true;
        } catch (S3Exception absent) {
            return false;
        }
    }

    /// As HTTP 1.0, so that the answer ends with the connection.
    private RawAnswer forward(HttpExchange exchange, String line, byte[] body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            var request = new ByteArrayOutputStream();
            request.write(latin1(line + " HTTP/1.0\r\n"));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!List.of("connection", "expect").contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    values.forEach(value -> request.writeBytes(latin1(name + ": " + value + "\r\n")));
                }
            });
            request.write(latin1("\r\n"));
            request.write(body);
            request.writeTo(socket.getOutputStream());
            return RawAnswer.parse(socket.getInputStream().readAllBytes());
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String crc32c(byte[] body) {
        var crc = new CRC32C();
        crc.update(body);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    @Override
    public void close() {
        server.stop(0);
        direct.close();
    }
}
