package backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

final class BackupMetricsTest {

    /// CloudWatch finds a metric only by exactly the dimensions that it was written with.
    @Test
    void theSourceIsTheOnlyDimension() {
        var out = System.out;
        var written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            new BackupMetrics(MetricsFactory.getMetricsInstance()).failed("shop");
        } finally {
            System.setOut(out);
        }
        var line = JsonNode.parser().parse(written.toString(StandardCharsets.UTF_8));
        var metrics = line.field("_aws")
                .orElseThrow()
                .field("CloudWatchMetrics")
                .orElseThrow()
                .asArray()
                .getFirst();
        assertThat(metrics.field("Namespace").orElseThrow().asString()).isEqualTo(BackupMetrics.NAMESPACE);
        assertThat(metrics.field("Dimensions").orElseThrow().toString()).isEqualTo("[[\"Source\"]]");
        assertThat(line.field("Source").orElseThrow().asString()).isEqualTo("shop");
        assertThat(line.field(BackupMetrics.FAILED).orElseThrow().asNumber()).isEqualTo("1.0");
    }
}
