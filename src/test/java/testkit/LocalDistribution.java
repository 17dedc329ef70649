package testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// CloudFront on this machine: the distribution of `template.yaml` with its own function at the edge, run by Node.js in
/// front of the static website. It forgets nothing and remembers nothing: there is no cache.
public final class LocalDistribution implements AutoCloseable {
    private static final String NAME = "MaintenanceSite";
    private static final String HANDLER = "functions/edge/handler";

    private final Process process;
    private final URI url;

    private LocalDistribution(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /// `origin` is where the distribution's only origin is on this machine.
    public static LocalDistribution start(Stack stack, URI origin) {
        demandOurFunction(stack);
        var config = Stack.section(
                stack.resources("AWS::CloudFront::Distribution").getOrDefault(NAME, Map.of()), "DistributionConfig");
        var domain = ((Map<?, ?>) Stack.items(config, "Origins").getFirst()).get("DomainName");
        var methods = Stack.items(Stack.section(config, "DefaultCacheBehavior"), "AllowedMethods");
        var settings = Map.of("domain", String.valueOf(domain), "port", origin.getPort(), "methods", methods);
        try {
            return start(JsonText.of(settings).text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void demandOurFunction(Stack stack) {
        var function = stack.resources("AWS::Serverless::Function").getOrDefault("EdgeFunction", Map.of());
        if (!HANDLER.equals(function.get("CodeUri")) || !"index.handler".equals(function.get("Handler"))) {
            throw new IllegalStateException("the template's function is another than the one that runs here");
        }
    }

    private static LocalDistribution start(String settings) throws IOException {
        Path folder = Files.createTempDirectory("lifeboat-distribution-");
        String program =
                Scripts.root().resolve("src/test/node/edge/distribution.mjs").toString();
        var process = new ProcessBuilder(List.of("node", program, settings))
                .redirectError(folder.resolve("log").toFile())
                .start();
        Servers.endWithThisProgram(process, folder);
        String port = process.inputReader().readLine();
        if (port == null) {
            throw new IOException(Files.readString(folder.resolve("log")));
        }
        return new LocalDistribution(process, URI.create("http://127.0.0.1:" + port + "/"));
    }

    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
