package failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import incident.Failover;
import incident.Failover.Kind;
import incident.Failover.State;
import incident.Gate;
import incident.Step;
import incident.Trigger;
import incident.Wanted;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.Lambda;
import testkit.LocalTraffic;
import testkit.WorkflowResult.Status;
import testkit.fake.Shortages.When;

/// Whole failovers by their own definition: from the alarm to a site that serves from Azure, or to a person.
final class FailoverTest extends FailoverStage {

    private void assertServing(Failover failover) {
        assertThat(failover.state()).isEqualTo(State.SERVING);
        assertThat(failover.steps())
                .allSatisfy(step -> assertThat(step.state()).as(step.name()).isEqualTo(Step.State.DONE));
        assertThat(gate(Gate.PRIMARY_BLOCKED)).isEqualTo("open");
        assertThat(gate(Gate.DR_OPEN)).isEqualTo("open");
        visitorsComeTo(LocalTraffic.AZURE);
    }

    @Test
    void withAWarmStandbyVisitorsAreServedFromAzure() {
        site.prepareDrSite("running");
        var before = site.azure().arm().orders();
        visitorsComeTo(LocalTraffic.AWS);
        site.primarySite().dead(true);
        visitorsComeTo(LocalTraffic.PAGE);
        alarm();
        var failover = ended();
        assertServing(failover);
        assertThat(failover.fact("ChooseBackup", "backup")).isEqualTo(Sites.backup());
        assertThat(failover.step("RestoreBackup")).isEmpty();
        assertThat(isLocked()).isTrue();
        assertThat(site.azure().arm().orders()).as("nothing to order").isEqualTo(before);
    }

    /// No alarm, no SNS, no record, no distribution, no role can be changed: the page needs none of them, and a person
    /// can begin the failover, which has no client for any of them.
    @ParameterizedTest
    @ValueSource(strings = {"route53.Route53Client", "cloudfront.CloudFrontClient", "iam.IamClient"})
    void withTheControlPlanesGoneVisitorsStillReachThePageAndThenAzure(String client) {
        assertThatThrownBy(() -> Class.forName("software.amazon.awssdk.services." + client))
                .isInstanceOf(ClassNotFoundException.class);
        site.prepareDrSite("running");
        site.primarySite().dead(true);
        visitorsComeTo(LocalTraffic.PAGE);
        assertThat(site.failovers().list()).isEmpty();
        begin(Kind.REAL);
        assertServing(ended());
    }

    @Test
    void aPilotLightIsStartedAndServes() {
        site.prepareDrSite("stopped");
        site.primarySite().dead(true);
        alarm();
        assertServing(ended());
        assertThat(site.azure().arm().orders())
                .filteredOn(order -> order.endsWith("/start"))
                .hasSize(3);
        assertThat(site.azure().arm().orders())
                .filteredOn(order -> order.startsWith("PUT"))
                .hasSize(1);
    }

    @Test
    void fromNothingTheSiteIsMadeAndTheBackupRestored() {
        Sites.standby().run("DROP DATABASE shop", "DROP DATABASE lifeboat__restore");
        site.primarySite().dead(true);
        alarm();
        var failover = ended();
        assertServing(failover);
        assertThat(failover.fact("RestoreBackup", "verdict")).isEqualTo("VERIFIED");
        assertThat(site.azure().arm().existing()).anyMatch(resource -> resource.endsWith(" shop-gateway"));
    }

    @Test
    void aPrimaryThatAnswersAgainCallsItOff() {
        site.prepareDrSite("stopped");
        var before = site.azure().arm().existing();
        alarm();
        var failover = ended();
        assertThat(failover.state()).isEqualTo(State.STOOD_DOWN);
        assertThat(gate(Gate.PRIMARY_BLOCKED)).isEqualTo("never");
        assertThat(isLocked()).isFalse();
        visitorsComeTo(LocalTraffic.AWS);
        assertThat(site.azure().arm().existing()).isEqualTo(before);
        assertThat(site.azure().arm().power("Microsoft.Compute/virtualMachines", "shop-app"))
                .contains("deallocated");
        assertThat(site.failovers().open(Kind.REAL)).isEmpty();
    }

    @Test
    void thePrimaryThatReturnsGetsNeitherVisitorsNorWrites() {
        site.prepareDrSite("running");
        site.primarySite().dead(true);
        alarm();
        assertServing(ended());
        site.primarySite().dead(false);
        site.traffic().route53().tick();
        base.Pause.REAL.sleep(Duration.ofSeconds(3));
        assertThat(visitors()).isEqualTo(LocalTraffic.AZURE);
        assertThat(new SiteProbe().look(site.primarySite().url()).isWell()).isFalse();
    }

    @Test
    void aPrimaryThatCannotBeReachedIsShutWhenItReturns() {
        site.prepareDrSite("running");
        site.primarySite().dead(true);
        String port = site.environment().getOrDefault("PRIMARY_PORT", "");
        site.with("PRIMARY_PORT", "1");
        alarm();
        var failover = ended();
        assertServing(failover);
        assertThat(failover.fact("FencePrimary", "fence")).isEqualTo("unreachable");
        assertThat(isLocked()).isFalse();
        site.with("PRIMARY_PORT", port);
        watch();
        watch();
        assertThat(isLocked()).isTrue();
        assertThat(newest().fact("FencePrimary", "fence")).isEqualTo("fenced");
        assertThat(newest().notes()).hasSize(1);
    }

    private String watch() {
        return site.primaryWatch()
                .handleRequest(
                        Lambda.event("failover/every-minute.json", ScheduledEvent.class),
                        Lambda.context(Duration.ofMinutes(1)));
    }

    @Test
    void aPrimaryThatDiesAgainAfterItWasCalledOffIsFailedOverWithoutAnAlarm() {
        site.prepareDrSite("running");
        alarm();
        assertThat(ended().state()).isEqualTo(State.STOOD_DOWN);
        assertThat(watch()).isEqualTo("the primary answers");
        site.primarySite().dead(true);
        assertThat(watch()).contains("down again");
        assertServing(ended());
        assertThat(site.failovers().list()).hasSize(2);
    }

    @Test
    void aFailoverWhoseWorkflowNobodyStartedIsStartedByTheWatch() throws Exception {
        site.prepareDrSite("running");
        site.primarySite().dead(true);
        var wanted = new Wanted(
                LocalFailover.SITE,
                Kind.REAL,
                Failover.Approval.AUTOMATIC,
                new Trigger("an alarm", clock.instant()),
                Optional.empty());
        site.failovers().begin(wanted);
        assertThat(watch()).contains("has not come to the primary");
        Thread.sleep(Duration.ofSeconds(61).dividedBy(20));
        assertThat(watch()).contains("was not started, and is now");
        assertServing(ended());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT_ONCE", "WHILE_CREATING"})
    void withoutRoomForASizeTheNextPlanIsTaken(String when) {
        site.azure()
                .arm()
                .shortages()
                .of(When.valueOf(when), "Microsoft.Compute/virtualMachines", "SkuNotAvailable", "Standard_D4s_v5");
        site.primarySite().dead(true);
        alarm();
        var failover = ended();
        assertServing(failover);
        assertThat(failover.fact("StartDrSite", "plan 1")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AllocationFailed", "ZonalAllocationFailed"})
    void withoutRoomInAZoneTheMachineIsMadeInAnother(String code) {
        site.azure()
                .arm()
                .shortages()
                .of(When.WHILE_CREATING, "Microsoft.Compute/virtualMachines", code, "\"zones\":[\"1\"]");
        site.primarySite().dead(true);
        alarm();
        var failover = ended();
        assertServing(failover);
        assertThat(failover.fact("StartDrSite", "plan 1")).isEqualTo("2");
        assertThat(site.azure().arm().orders())
                .filteredOn(order -> order.startsWith("DELETE"))
                .containsOnly("DELETE Microsoft.Compute/virtualMachines/shop-app");
    }

    /// Somebody may have put things on it, so it is not deleted, and cannot be moved.
    @Test
    void aMachineThatStoodThereBeforeIsNotMovedAndAPersonIsCalled() {
        site.prepareDrSite("stopped");
        site.azure().arm().shortages().of(When.ON_START, "Microsoft.Compute/virtualMachines", "AllocationFailed");
        site.primarySite().dead(true);
        alarm();
        assertThat(ended(Status.FAILED).state()).isEqualTo(State.HELD);
        assertThat(site.topic().mails())
                .anySatisfy(mail -> assertThat(mail.text()).contains("PropertyChangeNotAllowed"));
        assertThat(site.azure().arm().orders()).noneMatch(order -> order.startsWith("DELETE"));
        assertThat(site.azure().arm().power("Microsoft.Compute/virtualMachines", "shop-app"))
                .isPresent();
    }

    @Test
    void aMachineThatCannotBeStartedIsMadeInAnotherSize() {
        site.prepareDrSite("stopped");
        site.azure()
                .arm()
                .shortages()
                .of(When.ON_START, "Microsoft.Compute/virtualMachines", "AllocationFailed", "Standard_D4s_v5");
        site.primarySite().dead(true);
        alarm();
        assertServing(ended());
    }

    @Test
    void aPlanThatWouldShutTheFunctionsOutOfTheDatabaseIsNotOrdered() {
        site.with(
                "DR_PARAMETERS",
                site.environment().getOrDefault("DR_PARAMETERS", "").replace("\"203.0.113.7\"", ""));
        begin(Kind.REAL);
        assertThat(ended(Status.FAILED).step("StartDrSite").orElseThrow().outcome())
                .contains("DrParameters names no databaseClients");
        assertThat(site.azure().arm().orders()).isEmpty();
        assertThat(isLocked()).isFalse();
    }

    @Test
    void withoutRoomForAnySizeAPersonIsCalledAndResumesLater() {
        site.azure().arm().shortages().of(When.WHILE_CREATING, "Microsoft.Compute/virtualMachines", "SkuNotAvailable");
        site.primarySite().dead(true);
        alarm();
        var held = ended(Status.FAILED);
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(site.topic().mails())
                .anySatisfy(mail -> assertThat(mail.text()).contains("SkuNotAvailable"));
        assertThat(gate(Gate.DR_OPEN)).isEqualTo("never");
        site.azure().arm().shortages().end();
        site.wiring().launch().resume(held.id());
        assertServing(ended());
    }

    @Test
    void anUnverifiedBackupIsNotUsedUnlessAPersonSaysSo() {
        String newer = Sites.newerBackup();
        Sites.back(container, newer);
        site.prepareDrSite("running");
        site.with("STANDBY_MODE", "cold");
        site.primarySite().dead(true);
        alarm();
        var failover = ended();
        assertThat(failover.fact("ChooseBackup", "backup")).isEqualTo(Sites.backup());
        assertThat(failover.fact("ChooseBackup", "newerUnused")).contains(newer);
    }

    @Test
    void theBackupThatAPersonNamesIsRestored() {
        String newer = Sites.newerBackup();
        Sites.back(container, newer);
        site.prepareDrSite("running");
        site.with("APPROVAL", "manual");
        site.primarySite().dead(true);
        alarm();
        answer("Approve", "go", "latest");
        var failover = ended();
        assertServing(failover);
        assertThat(failover.fact("ChooseBackup", "backup")).isEqualTo(newer);
        assertThat(failover.fact("RestoreBackup", "verdict")).isEqualTo("VERIFIED");
    }

    private void answer(String step, String answer, String backup) {
        LocalFailover.await(() -> !site.failovers().questions(newest().id()).isEmpty());
        var question = site.failovers().questions(newest().id()).getFirst();
        assertThat(question.step()).isEqualTo(step);
        site.failovers().wish(newest().id(), backup);
        assertThat(site.wiring().executions().answer(question.token().reveal(), java.util.Map.of("answer", answer)))
                .isTrue();
        site.failovers().answered(question, "answered by a test");
    }

    @Test
    void aPersonWhoSaysNoCallsItOff() {
        site.prepareDrSite("running");
        site.with("APPROVAL", "manual");
        site.primarySite().dead(true);
        alarm();
        answer("Approve", "stand-down", Sites.backup());
        assertThat(ended().state()).isEqualTo(State.STOOD_DOWN);
        assertThat(gate(Gate.PRIMARY_BLOCKED)).isEqualTo("never");
        assertThat(site.topic().mails())
                .anySatisfy(mail -> assertThat(mail.text()).contains("lifeboat failover --approve"));
    }

    @Test
    void ifNobodyKnowsWhetherThePrimaryIsShutAPersonIsAsked() {
        site.prepareDrSite("running");
        site.with("PRIMARY_SECRET_ARN", site.environment().getOrDefault("APPLICATION_SECRET_ARN", ""));
        site.primarySite().dead(true);
        alarm();
        LocalFailover.await(() -> !site.failovers().questions(newest().id()).isEmpty());
        assertThat(newest().fact("FencePrimary", "fence")).isEqualTo("unknown");
        assertThat(gate(Gate.DR_OPEN)).isEqualTo("never");
        answer("ApproveFence", "go", Sites.backup());
        var failover = ended();
        assertThat(failover.state()).isEqualTo(State.SERVING);
    }

    @Test
    void aDrillChangesNothingAndLeavesNothing() {
        var before = site.azure().arm().existing();
        int mails = site.topic().mails().size();
        begin(Kind.DRILL);
        var drill = ended();
        assertThat(drill.state()).isEqualTo(State.DRILLED);
        assertThat(drill.steps())
                .extracting(Step::name)
                .contains("StartDrSite", "AwaitDrSite", "ChooseBackup", "CheckDrSite", "CleanUp")
                .doesNotContain("FencePrimary", "OpenGates", "ConfirmTraffic", "ShutGates", "LiftFence");
        assertThat(site.azure().arm().existing()).isEqualTo(before);
        assertThat(gate(Gate.PRIMARY_BLOCKED)).isEqualTo("never");
        assertThat(gate(Gate.DR_OPEN)).isEqualTo("never");
        assertThat(isLocked()).isFalse();
        visitorsComeTo(LocalTraffic.AWS);
        assertThat(site.topic().mails()).hasSize(mails + 1);
        assertThat(site.failovers().open(Kind.DRILL)).isEmpty();
    }

    @Test
    void aDrillThatFailsLeavesNothingEither() {
        site.azure().arm().shortages().of(When.WHILE_CREATING, "Microsoft.Compute/virtualMachines", "SkuNotAvailable");
        begin(Kind.DRILL);
        assertThat(ended(Status.FAILED).state()).isEqualTo(State.DRILLED);
        assertThat(site.azure().arm().existing()).isEmpty();
    }

    @Test
    void afterTheFailbackThePrimaryServesAndTheNextOutageFailsOverAgain() {
        site.prepareDrSite("running");
        site.primarySite().dead(true);
        alarm();
        var first = ended();
        assertServing(first);
        site.primarySite().dead(false);
        site.wiring().launch().failBack(first.id());
        assertThat(ended().state()).isEqualTo(State.FAILED_BACK);
        assertThat(isLocked()).isFalse();
        visitorsComeTo(LocalTraffic.AWS);
        base.Pause.REAL.sleep(Duration.ofMillis(100));
        site.primarySite().dead(true);
        alarm();
        var second = ended();
        assertServing(second);
        assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
    }
}
