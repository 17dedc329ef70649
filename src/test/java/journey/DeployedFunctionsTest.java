package journey;

import static org.assertj.core.api.Assertions.assertThat;

import base.Failure;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import testkit.DeployedFunction;
import testkit.DeployedStack;
import testkit.LambdaProcess;
import testkit.RuntimeApi.Event;
import testkit.SharedClouds;

/// Every function that the template deploys, from the package that it deploys, under Lambda's own runtime and with the
/// snapshot of SnapStart: it is made, goes on, and answers an event.
final class DeployedFunctionsTest {
    /// A class, a method or a library that the package lacks, or what the JVM does not allow.
    private static final Pattern BROKEN = Pattern.compile(
            "NoClassDefFound|ClassNotFound|NoSuchMethod|NoSuchField|LinkageError|UnsatisfiedLink|InaccessibleObject"
                    + "|ExceptionInInitializer|ServiceConfigurationError");

    /// What a function did until its snapshot, what an event came to after it, and all that it wrote.
    private record Run(DeployedFunction function, Event made, String written, Event answer, String log) {}

    /// The world is shut until the snapshot is taken.
    private static Run run(DeployedStack stack, DeployedFunction function) throws Exception {
        try (var environment = LambdaProcess.startForSnapshot(function, stack.outside())) {
            var made = environment.next();
            String written = environment.log();
            if (!(made instanceof Event.Snapshot)) {
                return new Run(function, made, written, made, written);
            }
            environment.restore();
            environment.awaitReady();
            var answer = environment.invoke(stack.event(function));
            return new Run(function, made, written, answer, environment.log());
        }
    }

    private static List<Run> runs() throws Exception {
        try (var stack = DeployedStack.start(SharedClouds.get(), SharedClouds.dynamo());
                var pool = Executors.newFixedThreadPool(3)) {
            var runs = stack.functions().stream()
                    .<Callable<Run>>map(function -> () -> run(stack, function))
                    .toList();
            return pool.invokeAll(runs).stream()
                    .map(DeployedFunctionsTest::ended)
                    .toList();
        }
    }

    private static Run ended(Future<Run> run) {
        return switch (run.state()) {
            case SUCCESS -> run.resultNow();
            case FAILED -> throw new IllegalStateException(run.exceptionNow());
            case RUNNING, CANCELLED -> throw new IllegalStateException(run.toString());
        };
    }

    /// With both databases, both sites and Entra down many of them fail, each with a failure of ours.
    @Test
    void everyFunctionIsMadeFromThePackageWithoutTheWorldAndAnswersAfterItsSnapshot() throws Exception {
        var runs = runs();
        assertThat(runs).hasSizeGreaterThan(15);
        var all = new SoftAssertions();
        for (var run : runs) {
            String name = run.function().name();
            all.assertThat(run.made()).as(name + "\n" + run.log()).isInstanceOf(Event.Snapshot.class);
            all.assertThat(run.written()).as(name).doesNotContain("Exception", "Error");
            all.assertThat(isWell(run.answer())).as(name + " " + run.answer()).isTrue();
            all.assertThat(run.log()).as(name).doesNotContainPattern(BROKEN);
        }
        all.assertAll();
        assertThat(runs.stream().filter(run -> run.answer() instanceof Event.Returned))
                .hasSizeGreaterThan(5);
    }

    private static boolean isWell(Event answer) {
        return switch (answer) {
            case Event.Returned returned -> true;
            case Event.Threw threw -> isOurs(threw.type());
            case Event.Ready ready -> false;
            case Event.Snapshot snapshot -> false;
            case Event.NotMade notMade -> false;
            case Event.Wrong wrong -> false;
        };
    }

    private static boolean isOurs(String type) {
        try {
            return Failure.class.isAssignableFrom(Class.forName(type));
        } catch (ClassNotFoundException none) {
            return false;
        }
    }
}
