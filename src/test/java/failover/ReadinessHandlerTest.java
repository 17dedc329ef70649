package failover;

import static org.assertj.core.api.Assertions.assertThat;

import incident.Readiness;
import incident.Readiness.Check;
import incident.ReadinessStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import testkit.Lambda;
import testkit.TestClock;

/// What the end of a rehearsal writes down and emits.
final class ReadinessHandlerTest implements ReadinessStore {
    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T18:31:07Z"));
    private final List<Readiness> kept = new ArrayList<>();
    private final FailoverMetrics metrics = new FailoverMetrics(MetricsFactory.getMetricsInstance(), "shop");
    private final ReadinessHandler handler = new ReadinessHandler(this, metrics, clock);

    @Override
    public Optional<Readiness> last() {
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept.getLast());
    }

    @Override
    public boolean keep(Readiness readiness) {
        return kept.add(readiness);
    }

    private Map<String, Object> handle(Map<String, Object> input) {
        return handler.handleRequest(input, Lambda.context(Duration.ofSeconds(30)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> sample() {
        return Lambda.event("failover/readiness.json", Map.class);
    }

    @Test
    void whatEveryFunctionSaidIsKept() {
        assertThat(handle(sample())).containsExactly(Map.entry("ready", false));
        var readiness = last().orElseThrow();
        assertThat(readiness.at()).isEqualTo(clock.instant());
        assertThat(readiness.checks()).extracting(Check::well).containsExactly(true, false, false);
        assertThat(readiness.checks().getLast())
                .isEqualTo(new Check(
                        "FencePrimary",
                        false,
                        "Sandbox.Timedout: RequestId: 0a1b Error: Task timed out after 100.00 seconds (The function did"
                                + " not run to its end: look at its log.)"));
    }

    @Test
    void whereNobodyWasAskedNothingIsReady() {
        assertThat(handle(Map.of("checks", List.of()))).containsEntry("ready", false);
        assertThat(handle(Map.of())).containsEntry("ready", false);
        assertThat(handle(Map.of("checks", List.of("odd", Map.of("step", "x", "answer", Map.of())))))
                .containsEntry("ready", false);
    }

    /// CloudWatch finds a metric only by exactly the dimensions that it was written with.
    @Test
    void theFiguresHaveTheSourceAsTheirOnlyDimension() {
        var out = System.out;
        var written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            metrics.rehearsed(new Readiness(clock.instant(), List.of(new Check("FencePrimary", false, "no"))));
            metrics.open(true);
        } finally {
            System.setOut(out);
        }
        var lines = written.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("_aws"))
                .map(line -> JsonNode.parser().parse(line))
                .toList();
        assertThat(lines).hasSize(2).allSatisfy(line -> {
            assertThat(line.toString()).contains("[[\"Source\"]]");
            assertThat(line.field("Source").orElseThrow().asString()).isEqualTo("shop");
        });
        assertThat(number(lines.getFirst(), FailoverMetrics.READY)).isEqualTo("0.0");
        assertThat(number(lines.getFirst(), FailoverMetrics.FAILURES)).isEqualTo("1.0");
        assertThat(number(lines.getLast(), FailoverMetrics.OPEN)).isEqualTo("1.0");
    }

    private static String number(JsonNode line, String name) {
        return line.field(name).orElseThrow().asNumber();
    }
}
