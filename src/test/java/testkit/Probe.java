package testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// One request of a Route 53 health checker, with its published limits: four seconds to connect, two more for a
/// status of 2xx or 3xx, two more for the text, which must stand within the first 5120 bytes of the body.
///
/// @param host what the checker calls the site
/// @param path with a leading slash
/// @param text what the body must hold, if anything
record Probe(String host, String path, Optional<String> text) {
    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final Duration STATUS = Duration.ofSeconds(2);
    private static final Duration BODY = Duration.ofSeconds(2);
    private static final int BODY_MAX = 5120;
    private static final int HEAD_MAX = 65_536;

    /// Whether the site at this address passes. It is asked as HTTP 1.0, so that its answer ends with the
    /// connection.
    boolean passes(URI site) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(site.getHost(), site.getPort()), (int) CONNECT.toMillis());
            String request = "GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\nAccept: */*\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String head = head(socket);
            return head.matches("(?s)HTTP/1\\.[01] [23][0-9][0-9] .*") && (text.isEmpty() || holdsText(socket));
        } catch (IOException e) {
            return false;
        }
    }

    private static String head(Socket socket) throws IOException {
        var head = new ByteArrayOutputStream();
        long end = System.nanoTime() + STATUS.toNanos();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = read(socket, end);
            if (next < 0 || head.size() > HEAD_MAX) {
                throw new IOException("an answer without an end of its head");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private boolean holdsText(Socket socket) throws IOException {
        var body = new ByteArrayOutputStream();
        long end = System.nanoTime() + BODY.toNanos();
        while (body.size() < BODY_MAX) {
            int next = read(socket, end);
            if (next < 0) {
                break;
            }
            body.write(next);
        }
        return body.toString(StandardCharsets.UTF_8).contains(text.orElseThrow());
    }

    private static int read(Socket socket, long end) throws IOException {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout((int) left);
        return socket.getInputStream().read();
    }
}
