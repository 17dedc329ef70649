package testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// An answer over HTTP, as it came from the connection: the status, the lines of the head, the body.
final class RawAnswer {
    private static final List<String> OF_THE_CONNECTION = List.of("connection", "date", "transfer-encoding");

    private final int status;
    private final List<String> headers;
    private final byte[] body;

    private RawAnswer(int status, List<String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static RawAnswer parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        var lines = List.of(text.substring(0, end).split("\r\n", -1));
        int status = Integer.parseInt(lines.getFirst().split(" ", -1)[1]);
        return new RawAnswer(status, lines.subList(1, lines.size()), Arrays.copyOfRange(bytes, end + 4, bytes.length));
    }

    /// An error in the words of S3.
    static RawAnswer error(int status, String code) {
        String xml = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>refused</Message></Error>";
        return new RawAnswer(status, List.of("Content-Type: application/xml"), xml.getBytes(StandardCharsets.US_ASCII));
    }

    /// Sends it, or only the first half of the body.
    void send(HttpExchange exchange, boolean cut) throws IOException {
        for (String header : headers) {
            String name = header.substring(0, header.indexOf(':'));
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders()
                        .add(name, header.substring(name.length() + 1).strip());
            }
        }
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body, 0, cut ? body.length / 2 : body.length);
        }
    }
}
