package testkit.fake;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A request to a stand-in.
record Call(String method, URI uri, Map<String, String> headers, String body) {
    static Call of(HttpExchange exchange) throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Call(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
    }

    String path() {
        return uri.getPath();
    }

    /// The method and the path, as faults are told which requests to hit.
    String line() {
        return method + " " + path();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Map<String, String> query() {
        return form(Optional.ofNullable(uri.getRawQuery()).orElse(""));
    }

    /// The fields of a body of type `application/x-www-form-urlencoded`.
    Map<String, String> form() {
        return form(body);
    }

    private static Map<String, String> form(String text) {
        var fields = new TreeMap<String, String>();
        Arrays.stream(text.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> fields.put(decoded(pair[0]), pair.length == 2 ? decoded(pair[1]) : ""));
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
