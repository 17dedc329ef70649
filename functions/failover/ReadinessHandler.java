package failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import failover.report.ReportText;
import incident.Readiness;
import incident.Readiness.Check;
import incident.ReadinessStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// Lambda `ReadinessFunction`: the end of a rehearsal. Writes down what every function saw, and emits it as figures.
/// May
/// run any number of times; the newest counts.
public final class ReadinessHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadinessHandler.class);
    /// An item of the table has its limit, and so has a reader.
    private static final int TEXT_MAX = 1000;

    private final ReadinessStore store;
    private final FailoverMetrics metrics;
    private final Clock clock;

    /// For Lambda: wires real clients from the environment.
    public ReadinessHandler() {
        this(new Wiring(System.getenv()));
    }

    ReadinessHandler(Wiring wiring) {
        this(
                wiring.readiness(),
                new FailoverMetrics(MetricsFactory.getMetricsInstance(), wiring.site()),
                wiring.clock());
    }

    ReadinessHandler(ReadinessStore store, FailoverMetrics metrics, Clock clock) {
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Takes `{"checks": [...]}` with `{"step": NAME, "answer": {"said": ...}}` or `{"step": NAME, "error": ...}` for
    /// each function.
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
        return PowertoolsLogging.withLogging(context, () -> {
            var readiness = new Readiness(clock.instant(), checks(input));
            store.keep(readiness);
            metrics.rehearsed(readiness);
            readiness.problems().forEach(check -> LOG.warn("not ready: {}: {}", check.step(), check.text()));
            return Map.of("ready", readiness.isReady());
        });
    }

    private static List<Check> checks(Map<String, Object> input) {
        return input.get("checks") instanceof List<?> checks
                ? checks.stream().map(ReadinessHandler::check).toList()
                : List.of();
    }

    private static Check check(Object item) {
        var map = item instanceof Map<?, ?> found ? found : Map.of();
        String step = text(map, "step");
        return map.get("answer") instanceof Map<?, ?> answer && answer.get("said") instanceof Map<?, ?> said
                ? new Check(step, Boolean.TRUE.equals(said.get("well")), text(said, "text"))
                : new Check(step, false, died(map));
    }

    /// The function did not get as far as to say what is wrong.
    private static String died(Map<?, ?> item) {
        var error = item.get("error") instanceof Map<?, ?> found ? found : Map.of();
        return text(error, "Error") + ": " + ReportText.cause(text(error, "Cause"))
                + " (The function did not run to its end: look at its log.)";
    }

    private static String text(Map<?, ?> map, String name) {
        String text = Optional.ofNullable(map.get(name)).map(String::valueOf).orElse("");
        return text.substring(0, Math.min(TEXT_MAX, text.length()));
    }
}
