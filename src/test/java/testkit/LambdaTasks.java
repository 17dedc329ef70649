package testkit;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lambda on this machine, for the tasks of a workflow: handlers by their functions' names. What they get and
/// return goes through Lambda's serializer; an environment serves one call at a time and is kept for the next.
public final class LambdaTasks implements Workflow.Tasks {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Map<String, Function> functions = new ConcurrentHashMap<>();

    private record Function(
            Duration timeout,
            Supplier<? extends RequestHandler<?, ?>> environment,
            ConcurrentLinkedQueue<RequestHandler<?, ?>> idle) {}

    /// Adds a function with 15 minutes of time.
    ///
    /// @param environment makes a handler, as a cold start does
    public LambdaTasks with(String function, Supplier<? extends RequestHandler<?, ?>> environment) {
        return with(function, LONGEST, environment);
    }

    /// Adds a function. When its time is up, the call fails as `Sandbox.Timedout`, and its environment is thrown
    /// away; one that threw an exception is kept.
    public LambdaTasks with(String function, Duration timeout, Supplier<? extends RequestHandler<?, ?>> environment) {
        functions.put(function, new Function(timeout, environment, new ConcurrentLinkedQueue<>()));
        return this;
    }

    /// Throws all idle environments away: the next calls are cold starts.
    public void coolDown() {
        functions.values().forEach(function -> function.idle().clear());
    }

    @Override
    public Object answer(TaskCall call) throws Exception {
        String name = name(call.function());
        var function = functions.get(name);
        if (function == null) {
            throw new TaskError("Lambda.ResourceNotFoundException", "there is no function " + call.function());
        }
        var kept = function.idle().poll();
        var handler = kept == null ? function.environment().get() : kept;
        var work = new FutureTask<JsonText>(() -> handle(handler, call.input(), name, function.timeout()));
        var thread = Thread.ofPlatform().daemon().name(name).start(work);
        try {
            var output = work.get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
            function.idle().add(handler);
            return output;
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new TaskError("Sandbox.Timedout", "task timed out after " + function.timeout());
        } catch (ExecutionException e) {
            function.idle().add(handler);
            throw thrown(e);
        }
    }

    private static Exception thrown(ExecutionException e) {
        return switch (e.getCause()) {
            case Error error -> throw error;
            case Exception exception -> exception;
            case null, default -> e;
        };
    }

    /// The function's name in `name`, `name:alias`, `arn:aws:lambda:region:account:function:name` or that with an
    /// alias.
    private static String name(String function) {
        String[] parts = function.split(":", -1);
        return parts.length >= 7 ? parts[6] : parts[0];
    }

    private static <I, O> JsonText handle(RequestHandler<I, O> handler, JsonText input, String name, Duration timeout) {
        PojoSerializer<I> reader = Lambda.serializer(type(handler.getClass(), 0));
        PojoSerializer<O> writer = Lambda.serializer(type(handler.getClass(), 1));
        O output = handler.handleRequest(read(reader, input), Lambda.context(name, timeout));
        try {
            return new JsonText(JsonText.write(writer, output));
        } catch (Throwable e) {
            throw new RuntimeException("An error occurred during JSON serialization of response", e);
        }
    }

    private static <I> I read(PojoSerializer<I> reader, JsonText input) {
        try {
            return reader.fromJson(input.text());
        } catch (Throwable e) {
            throw new RuntimeException("An error occurred during JSON parsing", e);
        }
    }

    /// What the handler's class says it takes (0) and returns (1); a lambda expression says nothing.
    static Type type(@Nullable Class<?> handler, int place) {
        for (Class<?> at = handler; at != null; at = at.getSuperclass()) {
            for (Type type : at.getGenericInterfaces()) {
                if (type instanceof ParameterizedType generic && generic.getRawType() == RequestHandler.class) {
                    return generic.getActualTypeArguments()[place];
                }
            }
        }
        return Object.class;
    }
}
