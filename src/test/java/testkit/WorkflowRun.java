package testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A run of a workflow. All methods may be called from any thread.
public final class WorkflowRun {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String id;
    private final Workflow workflow;
    private final Workflow.Tasks tasks;
    private final List<WorkflowEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<String, String> statesByToken = new ConcurrentHashMap<>();
    private final CompletableFuture<WorkflowResult> result = new CompletableFuture<>();

    WorkflowRun(String id, Workflow workflow, Workflow.Tasks tasks) {
        this.id = id;
        this.workflow = workflow;
        this.tasks = tasks;
    }

    String id() {
        return id;
    }

    /// Waits for the end. A run that does not end in time, or whose definition cannot run, is an exception.
    public WorkflowResult await(Duration patience) {
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the run goes on after " + patience + ": " + lately(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> lately() {
        var all = entered();
        return all.subList(Math.max(0, all.size() - 20), all.size());
    }

    public boolean isDone() {
        return result.isDone();
    }

    /// Stops the run. Functions that are at work go on, and nobody hears of their results.
    public void abort() {
        tell(Map.of("abort", id));
    }

    /// What happened so far.
    public List<WorkflowEvent> events() {
        return List.copyOf(events);
    }

    /// The names of the states that were entered so far, in order.
    public List<String> entered() {
        return events.stream()
                .filter(event -> event.type().equals("StateEntered"))
                .map(WorkflowEvent::state)
                .toList();
    }

    /// Every input, output, payload, answer and error of the run so far, to search for what must not be there.
    public String transcript() {
        return String.join("\n", lines);
    }

    /// The tokens that tasks wait for.
    public List<String> tokens() {
        return List.copyOf(statesByToken.keySet());
    }

    /// The token that a state waits for; waits until it does.
    public String token(String state) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isDone() && System.nanoTime() < end) {
            for (var waiting : statesByToken.entrySet()) {
                if (waiting.getValue().equals(state)) {
                    return waiting.getKey();
                }
            }
            Servers.sleep(Duration.ofMillis(5));
        }
        throw new NoSuchElementException(state + " waits for no token; entered were " + entered());
    }

    /// What SendTaskSuccess does. A token that nobody waits for, or no longer, is a NoSuchElementException, as it
    /// is for the other three.
    public void succeed(String token, Map<String, ?> output) {
        ask(Map.of("token", token, "output", JsonText.of(output).text()));
    }

    /// What SendTaskFailure does.
    public void fail(String token, String error, String cause) {
        ask(Map.of("token", token, "error", error, "cause", cause));
    }

    /// What SendTaskHeartbeat does.
    public void heartbeat(String token) {
        ask(Map.of("token", token, "heartbeat", true));
    }

    /// The task's time is up, now.
    public void expire(String token) {
        ask(Map.of("token", token, "expire", true));
    }

    private void ask(Map<String, ?> message) {
        lines.add(JsonText.of(message).text());
        if (!Boolean.TRUE.equals(workflow.ask(message).get("known"))) {
            throw new NoSuchElementException("no task waits for this token");
        }
    }

    void tell(Map<String, ?> message) {
        String line = JsonText.of(message).text();
        lines.add(line);
        workflow.send(line);
    }

    /// Returns whether that was the end.
    boolean take(String line, Map<String, @Nullable Object> message) {
        lines.add(line);
        if (message.containsKey("task")) {
            call(message);
        } else if (message.containsKey("event")) {
            events.add(event(message));
        } else if (message.containsKey("over")) {
            statesByToken.remove(text(message, "over"));
        } else if (message.containsKey("refused")) {
            return end(new IllegalArgumentException(text(message, "cause")));
        } else {
            return result.complete(new WorkflowResult(
                    WorkflowResult.Status.valueOf(text(message, "status")),
                    new JsonText(message.containsKey("output") ? text(message, "output") : "null"),
                    text(message, "error"),
                    text(message, "cause")));
        }
        return false;
    }

    boolean end(Exception reason) {
        return result.completeExceptionally(reason);
    }

    private void call(Map<String, @Nullable Object> message) {
        var token = Optional.ofNullable(message.get("token")).map(String::valueOf);
        token.ifPresent(value -> statesByToken.put(value, text(message, "state")));
        var call = new TaskCall(
                text(message, "state"),
                text(message, "resource"),
                text(message, "function"),
                new JsonText(text(message, "input")),
                token);
        workflow.execute(() -> {
            var answer = new LinkedHashMap<String, @Nullable Object>(TaskAnswer.to(call, tasks));
            answer.put("answer", message.get("task"));
            answer.put("run", id);
            tell(answer);
        });
    }

    private static WorkflowEvent event(Map<String, @Nullable Object> message) {
        return new WorkflowEvent(
                text(message, "event"),
                Instant.ofEpochMilli(message.get("time") instanceof Number time ? time.longValue() : 0),
                text(message, "state"),
                new JsonText(text(message, "input")),
                new JsonText(text(message, "output")),
                text(message, "error"),
                text(message, "cause"));
    }

    private static String text(Map<String, @Nullable Object> message, String name) {
        return message.get(name) instanceof String text ? text : "";
    }
}
