package incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.CorruptionFailure;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GateStateTest {
    private static final String TEXT =
            "{\"gate\":\"dr-open\",\"state\":\"open\",\"epoch\":3,\"failover\":\"f-1\",\"at\":\"2026-01-01T00:00:00Z\"}";
    private static final GateState OPEN = new GateState(true, 3, "f-1", Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void theTextIsTheOneThatRoute53LooksInto() {
        assertThat(OPEN.text(Gate.DR_OPEN)).isEqualTo(TEXT).contains("\"state\":\"open\"");
        assertThat(new GateState(false, 3, "f-1", OPEN.at()).text(Gate.DR_OPEN)).doesNotContain("open\",\"epoch");
    }

    @Test
    void whatWasWrittenIsRead() {
        assertThat(GateState.parse(Gate.DR_OPEN, TEXT)).isEqualTo(OPEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "\"state\":\"open\"",
                TEXT + "\n",
                " " + TEXT,
                "{\"gate\":\"primary-blocked\",\"state\":\"open\",\"epoch\":3,\"failover\":\"f-1\",\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"gate\":\"dr-open\",\"state\":\"ajar\",\"epoch\":3,\"failover\":\"f-1\",\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"gate\":\"dr-open\",\"state\":\"open\",\"epoch\":0,\"failover\":\"f-1\",\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"gate\":\"dr-open\",\"state\":\"open\",\"epoch\":03,\"failover\":\"f-1\",\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"gate\":\"dr-open\",\"state\":\"open\",\"epoch\":3,\"failover\":\"\",\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"gate\":\"dr-open\",\"state\":\"open\",\"epoch\":3,\"failover\":\"f-1\",\"at\":\"yesterday\"}",
                "{\"gate\":\"dr-open\",\"state\":\"open\",\"epoch\":99999999999999999999,\"failover\":\"f\",\"at\":\"2026-01-01T00:00:00Z\"}"
            })
    void anyOtherTextIsNeitherOpenNorShut(String text) {
        assertThatThrownBy(() -> GateState.parse(Gate.DR_OPEN, text))
                .isInstanceOf(CorruptionFailure.class)
                .hasMessageContaining("dr-open");
    }

    @Test
    void statesGoForwardFromFailoverToFailover() {
        var order = List.of(
                GateState.untouched(OPEN.at()), state(true, 1), state(false, 1), state(true, 2), state(false, 2));
        for (int i = 0; i < order.size(); i++) {
            for (int j = 0; j < order.size(); j++) {
                assertThat(order.get(i).isAfter(order.get(j))).isEqualTo(i > j);
            }
        }
    }

    @Test
    void aGateThatNoFailoverMovedIsShutAndReadAsSuch() {
        var untouched = GateState.untouched(OPEN.at());
        String text = untouched.text(Gate.DR_OPEN);
        assertThat(text).contains("\"state\":\"shut\",\"epoch\":0,").doesNotContain("\"state\":\"open\"");
        assertThat(GateState.parse(Gate.DR_OPEN, text)).isEqualTo(untouched);
    }

    @Test
    void aNameThatCouldBreakTheTextIsRefused() {
        assertThatThrownBy(() -> new GateState(true, 1, "a\",\"state\":\"open", Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GateState(false, 1, "a b", Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noGateIsOpenBeforeTheFirstFailover() {
        assertThatThrownBy(() -> new GateState(true, 0, "a", Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GateState(false, -1, "a", Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static GateState state(boolean open, long epoch) {
        return new GateState(open, epoch, "f", Instant.EPOCH);
    }
}
