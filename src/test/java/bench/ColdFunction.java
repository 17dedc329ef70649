package bench;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import testkit.Lambda;

/// One function in a JVM of its own, as after a cold start: made once, invoked once. Prints the milliseconds from the
/// start of the JVM to the made handler, and from there to its answer. An invocation that fails counts as well: the
/// classes are loaded and the connections made by then.
final class ColdFunction {
    private ColdFunction() {}

    private static String invoke(RequestHandler<Object, Object> handler, Object event) {
        try {
            handler.handleRequest(event, Lambda.context(Duration.ofMinutes(2)));
            return "answered";
        } catch (RuntimeException e) {
            return "failed with " + e;
        }
    }

    /// Arguments: the handler's class, the id of the failover or nothing for a handler that is only made, and the file
    /// of an event for a function of events.
    @SuppressWarnings("unchecked")
    public static void main(String[] arguments) throws Exception {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        RequestHandler<Object, Object> handler = Class.forName(arguments[0])
                .asSubclass(RequestHandler.class)
                .getConstructor()
                .newInstance();
        long made = System.currentTimeMillis();
        Object event = arguments.length > 2
                ? Lambda.event(Path.of(arguments[2]), SNSEvent.class)
                : Map.of("failover", arguments[1], "drill", false);
        String end = arguments[1].isEmpty() ? "not invoked" : invoke(handler, event);
        System.out.println("COLD " + (made - start) + " " + (System.currentTimeMillis() - made) + " " + end);
        System.exit(0);
    }
}
