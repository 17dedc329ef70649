package cli;

import engine.format.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The one object that a command prints with `--json`.
final class JsonOutput {
    private JsonOutput() {}

    static void print(Map<String, ?> document, PrintWriter out) {
        out.print(new String(Json.bytes(document), StandardCharsets.UTF_8));
    }
}
