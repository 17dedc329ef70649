package testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import testkit.RuntimeApi.Event;

/// One environment of a function: its handler from the package, in a JVM of its own, started by Lambda's Java runtime
/// with the command line, the memory and the variables that it has there.
public final class LambdaProcess implements AutoCloseable {
    /// The share of the memory that Lambda's own command line gives to the heap; what `JAVA_TOOL_OPTIONS` says of the
    /// heap counts for nothing beside it.
    private static final double HEAP = 0.85;
    /// One processor comes with so many MB.
    private static final int MB_OF_A_PROCESSOR = 1769;

    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local", "AWS_SESSION_TOKEN", "local");

    /// The name of this machine as the place of AWS.
    static final String AWS = "aws.lifeboat.test";

    private final RuntimeApi api;
    private final Process process;
    private final Path log;
    private final Path names;
    private final long started = System.nanoTime();

    private LambdaProcess(RuntimeApi api, Process process, Path log, Path names) {
        this.api = api;
        this.process = process;
        this.log = log;
        this.names = names;
    }

    /// Starts an environment without a snapshot.
    ///
    /// @param outside where it finds the services of AWS
    public static LambdaProcess start(DeployedFunction function, Map<String, String> outside) {
        var environment = start(function, outside, "on-demand", api -> CREDENTIALS);
        environment.openTheWorld();
        return environment;
    }

    /// Starts an environment whose snapshot is taken once it is made. Until it goes on, no name leads anywhere, so that
    /// nothing of the time before can be in the snapshot.
    public static LambdaProcess startForSnapshot(DeployedFunction function, Map<String, String> outside) {
        return start(function, outside, "snap-start", RuntimeApi::wayToCredentials);
    }

    private static LambdaProcess start(
            DeployedFunction function,
            Map<String, String> outside,
            String kind,
            Function<RuntimeApi, Map<String, String>> credentials) {
        var unpacked = LambdaPackage.unpacked();
        var api = RuntimeApi.of(function);
        try {
            Path log = unpacked.temporaryFile(function.name());
            Path names = Files.writeString(unpacked.temporaryFile("names"), "127.0.0.1 localhost\n");
            var builder = new ProcessBuilder(command(function, unpacked, names))
                    .directory(unpacked.task().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            var environment = builder.environment();
            environment.keySet().removeIf(name -> !name.equals("PATH"));
            environment.putAll(function.environment());
            environment.putAll(outside);
            environment.putAll(credentials.apply(api));
            environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
            environment.putAll(Map.of(
                    "AWS_LAMBDA_RUNTIME_API",
                    api.address(),
                    "AWS_LAMBDA_INITIALIZATION_TYPE",
                    kind,
                    "AWS_REGION",
                    "ap-northeast-2",
                    "AWS_LAMBDA_FUNCTION_NAME",
                    function.name(),
                    "AWS_LAMBDA_FUNCTION_VERSION",
                    "1",
                    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                    String.valueOf(function.memory()),
                    "AWS_LAMBDA_LOG_GROUP_NAME",
                    "lifeboat",
                    "AWS_LAMBDA_LOG_STREAM_NAME",
                    "local",
                    "_HANDLER",
                    function.handler(),
                    "LAMBDA_TASK_ROOT",
                    unpacked.task().toString()));
            return new LambdaProcess(api, builder.start(), log, names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What Lambda's own bootstrap runs, but that no name leads out of this machine.
    private static List<String> command(DeployedFunction function, LambdaPackage unpacked, Path names) {
        int processors = Math.max(1, Math.round(function.memory() / (float) MB_OF_A_PROCESSOR));
        var classPath = unpacked.runtime().stream().map(Path::toString).collect(Collectors.joining(":"));
        return List.of(
                Path.of(System.getProperty("java.home", "")).resolve("bin/java").toString(),
                "-XX:MaxHeapSize=" + (long) (function.memory() * 1024 * HEAP) + "k",
                "-XX:ActiveProcessorCount=" + processors,
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-Djava.net.preferIPv4Stack=true",
                "-Djdk.net.hosts.file=" + names,
                "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                        + unpacked.runtimeLibrary(),
                "-classpath",
                classPath,
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                function.handler());
    }

    /// Waits for what the environment does next.
    public Event next() throws InterruptedException {
        return Optional.ofNullable(poll())
                .orElseThrow(() -> new IllegalStateException(
                        (process.isAlive() ? "nothing comes of it:\n" : "it ended:\n") + log()));
    }

    private @Nullable Event poll() throws InterruptedException {
        long end = System.nanoTime() + RuntimeApi.PATIENCE.toNanos();
        Event event = null;
        while (event == null && System.nanoTime() < end) {
            event = api.events().poll(process.isAlive() ? 100 : 0, TimeUnit.MILLISECONDS);
            if (event == null && !process.isAlive()) {
                return api.events().poll();
            }
        }
        return event;
    }

    /// Waits for the next event, which must be that the environment is ready; returns how long that took since its
    /// start.
    public Duration awaitReady() throws InterruptedException {
        var event = next();
        if (!(event instanceof Event.Ready)) {
            throw new IllegalStateException(event + "\n" + log());
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /// Lets the environment go on after its snapshot.
    public void restore() {
        openTheWorld();
        api.restore();
    }

    private void openTheWorld() {
        try {
            Files.writeString(names, "127.0.0.1 localhost\n127.0.0.1 " + AWS + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Hands an event to the environment, which must be ready, and waits for what comes of it.
    public Event invoke(String event) throws InterruptedException {
        api.invoke(event);
        return next();
    }

    /// How much of the processors' time it has had so far.
    public Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// What it has written.
    public String log() {
        return Servers.text(log);
    }

    @Override
    public void close() {
        api.close();
        Servers.kill(process);
    }
}
