package testkit;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Step Functions on this machine: runs state machines from their own definition files, with tasks that are
/// answered in this JVM. Several runs at once. Ready in about a second.
public final class Workflow implements AutoCloseable {
    private static @Nullable Workflow shared;

    private final Process process;
    private final Path folder;
    private final BufferedWriter out;
    private final Map<String, WorkflowRun> runs = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<Map<String, @Nullable Object>>> asked = new ConcurrentHashMap<>();
    private final AtomicLong asks = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Answers tasks, each on a thread of its own.
    @FunctionalInterface
    public interface Tasks {
        /// The result, as anything that {@link JsonText} takes. An exception fails the task with the name of its
        /// class, as it does in a function; a {@link TaskError} with a name of its own.
        @Nullable
        Object answer(TaskCall call) throws Exception;
    }

    /// How long waits take, also those before a retry, compared with what the definition says. A task's time-out
    /// is never shortened: see {@link WorkflowRun#expire}.
    public record Waits(double scale) {
        public static final Waits REAL = new Waits(1);
        public static final Waits NONE = new Waits(0);
    }

    private Workflow(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        this.out = process.outputWriter();
    }

    /// The one that all tests of a JVM share; it ends with the JVM.
    public static synchronized Workflow shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    public static Workflow start() {
        Path modules = Scripts.path("get-node-modules");
        try {
            Path folder = Files.createTempDirectory("lifeboat-workflow-");
            String program =
                    Scripts.root().resolve("src/test/node/workflow.mjs").toString();
            var process = new ProcessBuilder("node", program, modules.toString())
                    .redirectError(folder.resolve("log").toFile())
                    .start();
            Servers.endWithThisProgram(process, folder);
            var workflow = new Workflow(process, folder);
            Thread.ofPlatform().daemon().name("workflow").start(workflow::listen);
            return workflow;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a run under a name that no other run has.
    ///
    /// @param substitutions the template's `DefinitionSubstitutions`
    public WorkflowRun start(
            Path definition, Map<String, String> substitutions, Map<String, ?> input, Tasks tasks, Waits waits) {
        return start(UUID.randomUUID().toString(), definition, substitutions, input, tasks, waits);
    }

    /// Starts a run. Its name is what `$$.Execution.Name` says, and part of `$$.Execution.Id`.
    public WorkflowRun start(
            String name,
            Path definition,
            Map<String, String> substitutions,
            Map<String, ?> input,
            Tasks tasks,
            Waits waits) {
        var run = new WorkflowRun(UUID.randomUUID().toString(), this, tasks);
        runs.put(run.id(), run);
        run.tell(Map.of(
                "run", run.id(),
                "definition", definition.toAbsolutePath().toString(),
                "substitutions", substitutions,
                "input", input,
                "context", context(name, definition),
                "waitScale", waits.scale()));
        return run;
    }

    private static Map<String, ?> context(String name, Path definition) {
        String file = String.valueOf(definition.getFileName());
        String machine = file.substring(0, file.indexOf('.'));
        String arn = "arn:aws:states:ap-northeast-2:123456789012:";
        return Map.of(
                "Execution", Map.of("Id", arn + "execution:" + machine + ":" + name, "Name", name),
                "StateMachine", Map.of("Id", arn + "stateMachine:" + machine, "Name", machine));
    }

    /// What is wrong with a definition, in sentences: what Step Functions would refuse, and what this interpreter
    /// does not do. Empty if it can run.
    public List<String> problems(Path definition, Map<String, String> substitutions) {
        var answer = ask(Map.of("check", definition.toAbsolutePath().toString(), "substitutions", substitutions));
        return answer.get("problems") instanceof List<?> problems
                ? problems.stream().map(String::valueOf).toList()
                : List.of();
    }

    Map<String, @Nullable Object> ask(Map<String, ?> question) {
        long ask = asks.incrementAndGet();
        var answer = new CompletableFuture<Map<String, @Nullable Object>>();
        asked.put(ask, answer);
        var message = new LinkedHashMap<String, Object>(question);
        message.put("ask", ask);
        send(JsonText.of(message).text());
        return answer.join();
    }

    void execute(Runnable task) {
        threads.execute(task);
    }

    synchronized void send(String line) {
        try {
            out.write(line);
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the interpreter is gone: " + Servers.text(folder.resolve("log")), e);
        }
    }

    private void listen() {
        try (BufferedReader in = process.inputReader()) {
            in.lines().forEach(this::take);
        } catch (IOException | UncheckedIOException e) {
            gone(e);
        }
        gone(new IOException("the interpreter ended: " + Servers.text(folder.resolve("log"))));
    }

    private void take(String line) {
        var message = new JsonText(line).members();
        if (message.get("told") instanceof Number ask) {
            var answer = asked.remove(ask.longValue());
            if (answer != null) {
                answer.complete(message);
            }
            return;
        }
        var run = runs.get(String.valueOf(message.get("run")));
        if (run != null && run.take(line, message)) {
            runs.remove(run.id());
        }
    }

    private void gone(Exception reason) {
        runs.values().forEach(run -> run.end(reason));
        asked.values().forEach(answer -> answer.completeExceptionally(reason));
    }

    @Override
    public void close() {
        Servers.kill(process);
        threads.shutdownNow();
        Servers.delete(folder);
    }
}
