package testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The command line as a process of its own, to limit or to kill.
public final class Program {
    private Program() {}

    /// Starts `lifeboat` with options for its JVM; what it prints goes to `log`.
    public static Process start(List<String> jvmOptions, Path log, String... arguments) {
        return start(jvmOptions, Map.of(), log, arguments);
    }

    /// The same with more environment variables.
    public static Process start(
            List<String> jvmOptions, Map<String, String> environment, Path log, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", "")).resolve("bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dlog4j2.configurationFile=log4j2-cli.xml"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), "cli.Main"));
        command.addAll(List.of(arguments));
        try {
            var program = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            program.environment().putAll(environment);
            return program.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
