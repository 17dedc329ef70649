package cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.CorruptionFailure;
import incident.Failover.Kind;
import incident.Readiness;
import incident.Readiness.Check;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import testkit.SharedClouds;

/// Against DynamoDB Local.
final class DynamoReadinessTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:30:00.125Z");

    private final DynamoDbClient dynamo = SharedClouds.dynamo().client();
    private final String table = SharedClouds.name();
    private final DynamoReadiness store;

    DynamoReadinessTest() {
        SharedClouds.dynamo().createFailoverTable(table);
        store = new DynamoReadiness(dynamo, table, "shop");
    }

    @AfterEach
    void close() {
        dynamo.close();
    }

    private static Readiness at(Instant moment) {
        return new Readiness(
                moment,
                List.of(
                        new Check("FencePrimary", true, "all 한글 \"well\""),
                        new Check("StartDrSite", false, "no (why)")));
    }

    @Test
    void whatIsKeptIsReadBackWhole() {
        assertThat(store.last()).isEmpty();
        assertThat(store.keep(at(NOW))).isTrue();
        assertThat(store.last()).contains(at(NOW));
        assertThat(new DynamoReadiness(dynamo, table, "other").last()).isEmpty();
    }

    @Test
    void anOlderOneOrTheSameOneNeverTakesThePlaceOfANewerOne() {
        assertThat(store.keep(at(NOW))).isTrue();
        assertThat(store.keep(at(NOW))).isFalse();
        assertThat(store.keep(at(NOW.minusMillis(1)))).isFalse();
        assertThat(store.last()).contains(at(NOW));
        assertThat(store.keep(at(NOW.plusMillis(1)))).isTrue();
        assertThat(store.last()).contains(at(NOW.plusMillis(1)));
    }

    @Test
    void ofManyAtOnceTheNewestStays() throws InterruptedException {
        var keepers = IntStream.range(0, 20)
                .<Callable<Boolean>>mapToObj(i -> () -> store.keep(at(NOW.plusSeconds(i * 7 % 20))))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(keepers);
        }
        assertThat(store.last()).contains(at(NOW.plusSeconds(19)));
    }

    @Test
    void itIsNoFailover() {
        store.keep(at(NOW));
        var failovers = new DynamoFailovers(dynamo, table, "shop");
        assertThat(failovers.list()).isEmpty();
        assertThat(failovers.lease(Kind.REAL).version()).isZero();
    }

    @Test
    void whatIsNoRehearsalIsSaid() {
        dynamo.putItem(put ->
                put.tableName(table).item(Map.of("site", Attributes.of("shop"), "item", Attributes.of("readiness"))));
        assertThatThrownBy(store::last).isInstanceOf(CorruptionFailure.class).hasMessageContaining("is no rehearsal");
    }
}
