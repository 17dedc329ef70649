package failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an operator may write as the DR site's plans.
final class DrPlanTest {
    private static String clients(String address) {
        return "\"databaseClients\":[\"203.0.113.7\",\"" + address + "\"]";
    }

    @Test
    void singleAddressesMayComeToTheDatabase() {
        var plan = DrPlan.parse("{\"name\":\"shop\"," + clients("10.0.0.10") + "}", "{}");
        assertThat(plan.plan(0)).containsEntry("databaseClients", List.of("203.0.113.7", "10.0.0.10"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, all of Azure",
        "00.0.0.0, no IPv4 address",
        "000.000.000.000, no IPv4 address",
        "10.0.0.0/8, no IPv4 address",
        "shop.example, no IPv4 address",
    })
    void whoeverIsNoSingleAddressIsRefusedInEveryPlan(String address, String problem) {
        assertThatThrownBy(() -> DrPlan.parse("{\"name\":\"shop\"," + clients(address) + "}", "{}"))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessage("databaseClients in DR_PARAMETERS has \"" + address + "\", which is " + problem);
        assertThatThrownBy(() -> DrPlan.parse("{\"name\":\"shop\"}", "{\"plans\":[{},{" + clients(address) + "}]}"))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("databaseClients in DR_PLAN_B");
    }
}
