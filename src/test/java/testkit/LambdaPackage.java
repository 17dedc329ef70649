package testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// What is deployed, `target/lifeboat.zip`, unpacked as Lambda unpacks it, and beside it Lambda's own Java runtime.
public final class LambdaPackage {
    private static @Nullable LambdaPackage shared;

    private final Path folder;

    private LambdaPackage(Path folder) {
        this.folder = folder;
    }

    public static Path zip() {
        return Scripts.root().resolve("target/lifeboat.zip");
    }

    /// Unpacked once a run, and deleted at its end.
    public static synchronized LambdaPackage unpacked() {
        if (shared == null) {
            shared = unpack();
        }
        return shared;
    }

    private static LambdaPackage unpack() {
        try {
            Path folder = Files.createTempDirectory("lifeboat-package-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Servers.delete(folder)));
            extract(zip(), "", folder.resolve("task"));
            for (Path jar : jars(Scripts.root().resolve("target/lambda-runtime"))) {
                extract(jar, "jni/", folder.resolve("runtime"));
            }
            return new LambdaPackage(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void extract(Path archive, String prefix, Path target) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                var entry = all.nextElement();
                Path file = target.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && entry.getName().startsWith(prefix) && file.startsWith(target)) {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip.getInputStream(entry), file);
                }
            }
        }
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lambda's `/var/task`.
    public Path task() {
        return folder.resolve("task");
    }

    /// The libraries within it.
    public List<Path> libraries() {
        return jars(task().resolve("lib"));
    }

    /// The class path of Lambda's own runtime.
    List<Path> runtime() {
        return jars(Scripts.root().resolve("target/lambda-runtime"));
    }

    /// The native part of that runtime.
    Path runtimeLibrary() {
        String processor = System.getProperty("os.arch", "").equals("aarch64") ? "aarch_64" : "x86_64";
        return folder.resolve("runtime/jni/libaws-lambda-jni.linux-" + processor + ".so");
    }

    /// A file of its own for a process.
    Path temporaryFile(String name) throws IOException {
        return Files.createTempFile(folder, name, "");
    }
}
