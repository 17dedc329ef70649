package journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import testkit.DeployedFunction;
import testkit.DeployedStack;
import testkit.LambdaProcess;
import testkit.RuntimeApi.Event;
import testkit.SharedClouds;

/// Every function that the template deploys, from the package that it deploys, under Lambda's own runtime with the
/// snapshot of SnapStart in between: it is made, goes on, and answers an event.
final class DeployedFunctionsTest {
    /// A class, a method or a library that the package lacks, or something that the JVM does not allow.
    private static final Pattern BROKEN = Pattern.compile(
            "NoClassDefFound|ClassNotFound|NoSuchMethod|NoSuchField|LinkageError|UnsatisfiedLink|InaccessibleObject"
                    + "|ExceptionInInitializer|ServiceConfigurationError");

    private static final DeployedStack STACK = DeployedStack.start(SharedClouds.get(), SharedClouds.dynamo());

    private record Run(DeployedFunction function, Event answer, String log, String times) {}

    @AfterAll
    static void close() {
        STACK.close();
    }

    private static Run run(DeployedFunction function) throws Exception {
        String times = "";
        long t0 = System.nanoTime();
        try (var environment = LambdaProcess.startForSnapshot(function, STACK.outside())) {
            var made = environment.next();
            if (!(made instanceof Event.Snapshot)) {
                return new Run(function, made, environment.log(), times);
            }
            long t1 = System.nanoTime();
            environment.restore();
            environment.awaitReady();
            long t2 = System.nanoTime();
            var ans = environment.invoke(STACK.event(function));
            long t3 = System.nanoTime();
            times = "TIMES " + (t1 - t0) / 1000000 + " " + (t2 - t1) / 1000000 + " " + (t3 - t2) / 1000000;
            return new Run(function, ans, environment.log(), times);
        }
    }

    @Test
    void everyFunctionIsMadeFromThePackageAndAnswers() throws Exception {
        assertThat(STACK.functions()).hasSizeGreaterThan(15);
        try (var pool = Executors.newFixedThreadPool(3)) {
            var runs = STACK.functions().stream()
                    .<Callable<Run>>map(function -> () -> run(function))
                    .toList();
            for (var future : pool.invokeAll(runs)) {
                var run = future.get();
                System.err.println(run.function().name() + " " + run.answer() + run.times() + "\n" + run.log());
                assertThat(run.log()).as(run.function().name()).doesNotContainPattern(BROKEN);
            }
        }
    }
}
