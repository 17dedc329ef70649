package testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Strict stand-ins of the programs `az` and `aws` for the repository's scripts: they know the commands and options
/// that the scripts use, as the real ones spell them, and refuse all others. What there is in both clouds is one JSON
/// object, `src/test/node/clouds/start.json` at first.
public final class CloudCommands implements AutoCloseable {
    private static final Path HOME = Scripts.root().resolve("src/test/node/clouds");

    private final Process process;
    private final Path folder;
    private final String port;

    /// What a script printed, and its exit status.
    public record Ran(int status, String out, String err) {
        /// What it says it did, without what was there before: the lines that begin with one of these words.
        public List<String> lines(String... words) {
            return out.lines()
                    .filter(line -> List.of(words).stream().anyMatch(line::startsWith))
                    .toList();
        }
    }

    private CloudCommands(Process process, Path folder, String port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    public static CloudCommands start() {
        Path modules = Scripts.path("get-node-modules");
        try {
            Path folder = Files.createTempDirectory("lifeboat-clouds-");
            var process = new ProcessBuilder(
                            "node",
                            HOME.resolve("server.mjs").toString(),
                            modules.toString(),
                            folder.resolve("state").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Servers.endWithThisProgram(process, folder);
            BufferedReader out = process.inputReader();
            for (String program : List.of("az", "aws")) {
                Files.createSymbolicLink(folder.resolve(program), HOME.resolve("client.bash"));
            }
            var clouds = new CloudCommands(process, folder, String.valueOf(out.readLine()));
            clouds.put(Files.readString(HOME.resolve("start.json")));
            return clouds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs `scripts/<name>`, which finds these programs before any others.
    public Ran run(String name, String... arguments) {
        var command = new ArrayList<>(
                List.of(Scripts.root().resolve("scripts").resolve(name).toString()));
        command.addAll(List.of(arguments));
        try {
            var script = new ProcessBuilder(command)
                    .redirectError(folder.resolve("err").toFile());
            script.environment().merge("PATH", folder.toString(), (path, ours) -> ours + ":" + path);
            script.environment().put("CLOUDS_PORT", port);
            script.environment().put("LIFEBOAT_PAUSE_SECONDS", "0");
            var running = script.start();
            running.getOutputStream().close();
            String out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(running.waitFor(), out, Files.readString(folder.resolve("err")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// What there is, as JSON, to be put back later.
    public String snapshot() {
        return Servers.text(folder.resolve("state"));
    }

    public void put(String snapshot) {
        try {
            Files.writeString(folder.resolve("state"), snapshot);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The commands that changed something, oldest first.
    @SuppressWarnings("unchecked")
    public List<String> changes() {
        return (List<String>) List.copyOf((List<?>) value("changes"));
    }

    /// The objects of a list, such as `apps`, `roles` or `assignments`.
    @SuppressWarnings("unchecked")
    public List<Map<String, @Nullable Object>> list(String name) {
        return (List<Map<String, @Nullable Object>>) value(name);
    }

    private Object value(String name) {
        var value = new JsonText(snapshot()).members().get(name);
        if (value == null) {
            throw new IllegalStateException("there is no " + name);
        }
        return value;
    }

    /// Changes what there is behind the script's back.
    public void edit(Consumer<Map<String, @Nullable Object>> change) {
        var state = new JsonText(snapshot()).members();
        change.accept(state);
        put(JsonText.of(state).text());
    }

    @Override
    public void close() {
        Servers.kill(process);
        Servers.delete(folder);
    }
}
