package cli;

import base.Failure;
import engine.dump.Rehearsal;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// What the launcher runs after a build while the JVM records its ahead-of-time cache: the hot path of a
/// backup, on two threads as usual, and a connection that nobody answers, which loads the driver.
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
    private static final int BLOCKS = 400;
    private static final String NOBODY = "mysql://nobody@127.0.0.1:1";

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("lifeboat-rehearsal-");
        try {
            var other = Thread.ofPlatform().start(() -> dump(directory.resolve("a")));
            dump(directory.resolve("b"));
            other.join();
            new Sessions(MySqlUrl.parse(NOBODY, Optional.empty())).open().close();
        } catch (Failure nobodyAnswers) {
            return 0;
        } finally {
            delete(directory);
        }
        return 0;
    }

    private static void dump(Path directory) {
        try {
            Rehearsal.run(directory, BLOCKS);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
