package failover;

import static org.assertj.core.api.Assertions.assertThat;

import incident.Failover;
import incident.Failover.Kind;
import incident.Failover.State;
import incident.Gate;
import incident.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every function of the workflow is killed at every call that it makes to AWS and to Resource Manager, before and
/// after its effect, and invoked again: in the end everything is as after a run that nobody disturbed. (The gates have
/// a search of their own, and the restore its own kills.)
final class KilledStepsTest extends FailoverStage {
    /// Fewer would mean that nothing was tried.
    private static final int KILLS_MIN = 60;

    /// What the world shows in the end.
    private record End(
            State state,
            List<String> steps,
            String blocked,
            String open,
            boolean isLocked,
            Map<String, String> power,
            List<String> existing) {}

    private interface Story {
        void tell() throws Exception;
    }

    private End end(Failover failover) {
        return new End(
                failover.state(),
                failover.steps().stream()
                        .filter(step -> step.state() == Step.State.DONE)
                        .map(Step::name)
                        .sorted()
                        .toList(),
                gate(Gate.PRIMARY_BLOCKED),
                gate(Gate.DR_OPEN),
                isLocked(),
                Map.of(
                        "gateway", power("Microsoft.Network/applicationGateways", "shop-gateway"),
                        "application", power("Microsoft.Compute/virtualMachines", "shop-app"),
                        "database", power("Microsoft.DBforMySQL/flexibleServers", "shop-dr-db")),
                site.azure().arm().existing());
    }

    private String power(String type, String name) {
        return site.azure().arm().power(type, name).orElse("absent");
    }

    /// Runs a story undisturbed, and once more in a new world with every function killed everywhere.
    private void assertSameEnd(Story story) throws Exception {
        story.tell();
        var undisturbed = end(newest());
        end();
        begin();
        site.killer().activate();
        story.tell();
        assertThat(end(newest())).isEqualTo(undisturbed);
        assertThat(site.killer().kills()).isGreaterThan(KILLS_MIN);
    }

    @Test
    void aFailoverFromAPilotLight() throws Exception {
        assertSameEnd(() -> {
            site.prepareDrSite("stopped");
            site.primarySite().dead(true);
            alarm();
            ended();
        });
        assertThat(site.failovers().list()).hasSize(1);
        assertThat(site.stepFunctions().names()).hasSize(1);
    }

    @Test
    void aFailoverFromNothing() throws Exception {
        assertSameEnd(() -> {
            Sites.standby().run("DROP DATABASE shop", "DROP DATABASE lifeboat__restore");
            site.primarySite().dead(true);
            alarm();
            ended();
        });
        assertThat(site.azure().arm().orders())
                .filteredOn(order -> order.startsWith("PUT"))
                .as("one deployment, however often it is ordered")
                .containsOnly("PUT Microsoft.Resources/deployments/" + newest().id() + "-1-0");
    }

    @Test
    void aDrillFromNothing() throws Exception {
        assertSameEnd(() -> {
            begin(Kind.DRILL);
            ended();
        });
        assertThat(site.azure().arm().existing()).isEmpty();
    }

    @Test
    void aFailoverAndItsFailback() throws Exception {
        assertSameEnd(() -> {
            site.prepareDrSite("running");
            site.primarySite().dead(true);
            alarm();
            ended();
            site.primarySite().dead(false);
            site.wiring().launch().failBack(newest().id());
            ended();
        });
        assertThat(newest().state()).isEqualTo(State.FAILED_BACK);
    }
}
