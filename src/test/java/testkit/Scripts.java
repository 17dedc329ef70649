package testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Runs the repository's own scripts, which print one line: where something is.
public final class Scripts {
    /// What a script says when the thing cannot be had on this machine.
    public static final int NONE = 3;

    private Scripts() {}

    /// The thing cannot be had here.
    public static final class NotToBeHad extends RuntimeException {
        NotToBeHad(String message) {
            super(message);
        }
    }

    /// The root of the repository: the folder with `pom.xml`, from which Maven and the launcher run everything.
    public static Path root() {
        return Path.of(System.getProperty("lifeboat.root", System.getProperty("user.dir", ".")))
                .toAbsolutePath();
    }

    /// The path that `scripts/<name>` prints.
    public static Path path(String name) {
        try {
            var process = new ProcessBuilder(
                            root().resolve("scripts").resolve(name).toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int status = process.waitFor();
            if (status == NONE) {
                throw new NotToBeHad("scripts/" + name + " found none");
            }
            if (status != 0) {
                throw new IllegalStateException("scripts/" + name + " ended with " + status);
            }
            return Path.of(out);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run scripts/" + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
