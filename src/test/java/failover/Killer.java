package failover;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import testkit.Workflow;

/// Kills functions while they call DynamoDB, Step Functions, SNS, Secrets Manager or Resource Manager, as a crash of
/// their machine does: at each call in turn, once
/// before it has any effect and once after, without a word to anybody. Whoever invokes tries again.
final class Killer {
    /// Of the invocation on this thread.
    private static final InheritableThreadLocal<@Nullable Plan> PLAN = new InheritableThreadLocal<>();

    private final AtomicInteger kills = new AtomicInteger();
    private volatile boolean isActive;

    /// Not an exception: no code of ours gets to see it.
    static final class Killed extends Error {}

    /// Where one invocation dies: at its `call`-th call, before or after the effect.
    private record Plan(int call, boolean after, AtomicInteger calls) {
        boolean hits(boolean isAfter) {
            return after == isAfter && calls.get() == call;
        }
    }

    void activate() {
        isActive = true;
    }

    /// How often it has killed.
    int kills() {
        return kills.get();
    }

    /// The same client, in which the calls of an invocation are counted, and one of them is its last.
    <T> T watch(Class<T> type, T client) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(client, method, arguments)));
    }

    private @Nullable Object call(Object client, Method method, Object @Nullable [] arguments) throws Throwable {
        boolean isCall = arguments != null && !method.getName().equals("close");
        var planned = Optional.ofNullable(PLAN.get()).filter(found -> isCall);
        planned.ifPresent(found -> found.calls().incrementAndGet());
        dieIf(planned.filter(found -> found.hits(false)));
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            dieIf(planned.filter(found -> found.hits(true)));
        }
    }

    private void dieIf(Optional<Plan> hit) {
        if (hit.isPresent()) {
            throw new Killed();
        }
    }

    /// Invokes until an invocation outlives all its calls.
    <T extends @Nullable Object> T survive(Callable<T> invocation) throws Exception {
        for (int call = 1; ; call++) {
            for (boolean after : new boolean[] {false, true}) {
                PLAN.set(new Plan(call, after, new AtomicInteger()));
                try {
                    return invocation.call();
                } catch (Killed killed) {
                    kills.incrementAndGet();
                } finally {
                    PLAN.remove();
                }
            }
        }
    }

    /// Tasks whose functions are killed, if it is active, and tried again as Lambda's errors are.
    Workflow.Tasks tasks(Workflow.Tasks tasks) {
        return call -> isActive ? survive(() -> tasks.answer(call)) : tasks.answer(call);
    }
}
