package failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.Deadline;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import engine.mysql.Sessions;
import incident.Failover.State;
import incident.Gate;
import incident.GateState;
import incident.Readiness;
import incident.Readiness.Check;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.Azurite;
import testkit.Lambda;
import testkit.SharedClouds;
import testkit.ShopSite;
import testkit.WorkflowResult.Status;
import testkit.fake.Shortages.When;

/// The daily rehearsal, by the definition and the functions of the failover itself: it finds what would keep a failover
/// from running, and changes nothing.
final class RehearsalTest extends FailoverStage {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MACHINES = "Microsoft.Compute/virtualMachines";

    @BeforeEach
    void makeReady() {
        site.makeReady();
    }

    private String started() {
        return site.wiring().launch().rehearse(clock.instant());
    }

    private Readiness rehearsed(String name) {
        var result = site.stepFunctions().run(name).await(PATIENCE);
        var readiness = site.readiness();
        assertThat(result.status())
                .as(readiness + result.cause())
                .isEqualTo(readiness.isReady() ? Status.SUCCEEDED : Status.FAILED);
        return readiness;
    }

    private Readiness rehearse() {
        return rehearsed(started());
    }

    private void assertReady() {
        assertThat(rehearse().problems()).isEmpty();
    }

    private void assertNotReady(String text, String... steps) {
        var readiness = rehearse();
        assertThat(readiness.problems())
                .as(readiness.toString())
                .extracting(Check::step)
                .containsExactlyInAnyOrder(steps);
        assertThat(readiness.problems())
                .allSatisfy(check -> assertThat(check.text()).contains(text).contains(" ("));
        assertThat(readiness.checks()).hasSize(14);
    }

    private static String said(Readiness readiness, String step) {
        return readiness.checks().stream()
                .filter(check -> check.step().equals(step))
                .map(Check::text)
                .findFirst()
                .orElseThrow();
    }

    /// Everything that a failover changes.
    private Map<String, String> world() {
        var world = new TreeMap<String, String>();
        world.put("azure", site.azure().arm().existing().toString());
        world.put("orders", site.azure().arm().orders().toString());
        world.put("accounts", Sites.primary().text("SELECT GROUP_CONCAT(user, account_locked) FROM mysql.user"));
        world.put("standby", Sites.standby().text("SELECT GROUP_CONCAT(SCHEMA_NAME) FROM information_schema.SCHEMATA"));
        world.put("site", Sites.standby().text("SELECT COUNT(*) FROM lifeboat__restore.site"));
        world.put("gates", blobs(Gate.CONTAINER));
        world.put("backups", blobs(container));
        world.put("failovers", site.failovers().list().toString());
        world.put("mails", site.topic().mails().toString());
        return world;
    }

    private static String blobs(String name) {
        return SharedClouds.get().container(name).listBlobs().stream()
                .map(blob -> blob.getName() + blob.getProperties().getETag())
                .toList()
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "stopped", "standby"})
    void whenAllIsWellItIsReadyAndNothingHasChanged(String drSite) {
        if (!drSite.equals("standby")) {
            site.prepareDrSite(drSite);
        }
        var before = world();
        var readiness = rehearse();
        assertThat(readiness.problems()).isEmpty();
        assertThat(readiness.checks())
                .extracting(Check::step)
                .containsExactlyInAnyOrderElementsOf(LocalFunctions.all().keySet().stream()
                        .filter(name -> !name.equals("Readiness"))
                        .toList());
        assertThat(readiness.checks())
                .allSatisfy(check -> assertThat(check.text()).isNotBlank());
        assertThat(said(readiness, "StartDrSite")).isEqualTo("Azure would take 3 of 3 plans");
        assertThat(said(readiness, "ChooseBackup")).contains("min old, which the standby holds");
        assertThat(world()).isEqualTo(before);
        assertThat(site.items()).doesNotContain("lease#").doesNotContain("failover#");
    }

    @Test
    void theDailyEventGoesThroughTheFunctionOfTheAlarm() {
        var event = Lambda.event("failover/rehearsal.json", SNSEvent.class);
        var answer = site.alarmHandler()
                .handleRequest(event, Lambda.context(Duration.ofMinutes(1)))
                .answers()
                .getFirst();
        assertThat(answer).startsWith("began the rehearsal ");
        assertThat(rehearsed(answer.substring(answer.lastIndexOf(' ') + 1)).isReady())
                .isTrue();
        assertThat(site.failovers().list()).isEmpty();
    }

    @Test
    void aFederationThatEntraDoesNotTrustIsFound() {
        site.azure().entra().trusts("arn:aws:iam::123456789012:role/another");
        assertNotReady("AADSTS700213", "StartDrSite", "AwaitDrSite", "CleanUp");
    }

    @Test
    void anOrderThatAzureWouldRefuseIsFound() {
        site.with(
                "DR_PARAMETERS",
                site.environment().getOrDefault("DR_PARAMETERS", "").replaceFirst("\\{", "{\"unknown\":\"x\","));
        assertNotReady("would refuse DrParameters: InvalidTemplate", "StartDrSite");
    }

    @Test
    void aPlanThatWouldShutTheFunctionsOutOfTheDatabaseIsFound() {
        site.with("DR_PLAN_B", "{\"plans\":[{\"databaseClients\":[]}]}");
        assertNotReady("plan 1 of DrPlanB names no databaseClients", "StartDrSite");
    }

    @Test
    void aServerThatIsRestoredToAndNotReadIsFound() {
        site.with("TARGET_HOST", "localhost");
        assertNotReady("backups are restored to localhost, and the application would read shop-dr-db", "AwaitDrSite");
    }

    @Test
    void aWarmStandbyThatIsNotInTheGroupIsFound() {
        site.with(
                "DR_PARAMETERS",
                site.environment()
                        .getOrDefault("DR_PARAMETERS", "")
                        .replaceFirst("\\{", "{\"databaseServer\":\"shop-standby\","));
        assertNotReady("no database server shop-standby", "AwaitDrSite");
        site.with("STANDBY_MODE", "cold");
        assertReady();
    }

    @Test
    void withoutRoomForAnySizeItIsNotReady() {
        site.azure().arm().shortages().of(When.AT_ONCE, MACHINES, "SkuNotAvailable");
        assertNotReady("no room for any plan", "StartDrSite");
    }

    @Test
    void whatPassesByItselfCallsNobody() {
        site.azure().arm().faults().answer(2, 503, "ServerBusy", "not now", line -> line.contains("shop-gateway"));
        site.azure().arm().faults().throttle(1, Duration.ofSeconds(2), line -> line.endsWith("/whatIf"));
        assertReady();
        assertThat(site.azure().arm().faults().allHappened()).isTrue();
    }

    @Test
    void aGateThatHoldsWhatLifeboatDidNotWriteIsFound() {
        gate("{\"state\":\"open\"}");
        assertNotReady("holds what Lifeboat did not write", "OpenGates", "ShutGates", "Report");
    }

    @Test
    void aGateThatIsOpenWithoutAFailoverIsFound() {
        site.failovers().close(site.beginAlone(), State.FAILED_BACK);
        gate(new GateState(true, 1, "20260101T000000-shop-00000000", clock.instant()).text(Gate.DR_OPEN));
        assertNotReady("is open since the failover 20260101T000000-shop-00000000", "OpenGates", "ShutGates");
    }

    /// A failover would count from 1 again, and be refused at this gate when the primary is shut already.
    @Test
    void aGateOfAnotherFailoverTableIsFound() {
        gate(new GateState(false, 1, "20260101T000000-shop-00000000", clock.instant()).text(Gate.DR_OPEN));
        assertNotReady("of epoch 1, and the newest epoch in the failover table is 0", "OpenGates", "ShutGates");
        site.failovers().close(site.beginAlone(), State.STOOD_DOWN);
        assertReady();
    }

    @Test
    void aGateThatIsNotThereIsFoundAndNotMade() {
        var blob = SharedClouds.get().container(Gate.CONTAINER).getBlobClient(Gate.DR_OPEN.blob());
        blob.delete();
        assertNotReady(
                "the gate dr-open is not there (Make it, shut: lifeboat site publish.", "OpenGates", "ShutGates");
        assertThat(blob.exists()).isFalse();
    }

    private static void gate(String text) {
        SharedClouds.get()
                .container(Gate.CONTAINER)
                .getBlobClient(Gate.DR_OPEN.blob())
                .upload(com.azure.core.util.BinaryData.fromString(text), true);
    }

    @Test
    void aFenceThatLacksAPrivilegeIsFound() {
        Sites.primary().run("REVOKE PROCESS ON *.* FROM 'dradmin'@'%'");
        assertNotReady("it lacks PROCESS", "FencePrimary", "LiftFence");
        assertThat(isLocked()).isFalse();
    }

    @Test
    void accountsThatThePrimaryDoesNotKnowAreFound() {
        site.with("PRIMARY_USERS", ShopSite.USER + ",shopp");
        assertNotReady("knows no account of shopp", "FencePrimary", "LiftFence");
    }

    @Test
    void withoutAVerifiedBackupItIsNotReady() {
        var blobs = SharedClouds.get().container(container);
        blobs.listBlobs().stream()
                .filter(blob -> blob.getName().contains("verdict"))
                .forEach(blob -> blobs.getBlobClient(blob.getName()).delete());
        assertNotReady("no backup of shop is verified", "ChooseBackup");
    }

    @Test
    void aVerifiedBackupThatIsTooOldIsFound() {
        assertThat(rehearseTheChoice(Duration.ofHours(26))).contains("newest verified backup 26 h");
        assertThatThrownBy(() -> rehearseTheChoice(Duration.ofHours(28)))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining(Sites.backup() + ", is 28 h");
    }

    private String rehearseTheChoice(Duration later) {
        var world = Clock.offset(Clock.systemUTC(), later);
        var choice = new ChooseBackup(
                LocalFailover.SITE,
                () -> SharedClouds.get().store(container, ""),
                () -> new Sessions(Sites.standby().url()),
                true,
                world);
        return choice.rehearse(new Task.Rehearsal(Deadline.none(world), site.failovers()));
    }

    @Test
    void withoutAnyBackupItIsNotReady() {
        site.with("BACKUP_STORE", "az://" + Azurite.ACCOUNT + "/" + SharedClouds.name());
        assertThat(rehearse().problems())
                .extracting(Check::step)
                .containsExactlyInAnyOrder("ChooseBackup", "RestoreBackup", "Report");
    }

    @Test
    void aPrimaryWhoseDatabaseCannotBeReachedIsFound() {
        site.with("PRIMARY_PORT", "1");
        assertNotReady("cannot connect to", "FencePrimary", "LiftFence");
    }

    @ParameterizedTest
    @CsvSource({"warm,ChooseBackup CheckDrSite RestoreBackup", "cold,"})
    void aDrDatabaseThatCannotBeReachedIsFoundWhereItShouldRun(String mode, String steps) {
        site.with("STANDBY_MODE", mode).with("TARGET_PORT", "1");
        var readiness = rehearse();
        assertThat(readiness.problems())
                .as(readiness.toString())
                .extracting(Check::step)
                .containsExactlyInAnyOrder(steps == null ? new String[0] : steps.split(" ", -1));
        assertThat(said(readiness, "OpenGates")).contains("the DR database does not run now");
    }

    @Test
    void anApplicationThatTheStandbyDoesNotLetInIsFound() {
        Sites.standby().run("DROP USER '" + ShopSite.USER + "'@'%'");
        assertNotReady("Access denied", "CheckDrSite");
        site.with("STANDBY_MODE", "cold");
        assertReady();
    }

    @Test
    void anAddressOfThePrimaryThatCannotBeRightIsFound() {
        site.with("PRIMARY_URLS", "https://nobody.invalid/health");
        assertNotReady("no name server knows nobody.invalid", "ConfirmOutage");
    }

    @Test
    void aPrimaryThatNobodyCanSeeIsFound() {
        site.primarySite().dead(true);
        assertNotReady("no address of the primary answers", "ConfirmOutage");
    }

    @Test
    void anAddressOfTheDrSiteThatCannotBeRightIsFound() {
        site.with("DR_URL", "https://nobody.invalid/health");
        assertNotReady("no name server knows nobody.invalid", "CheckDrSite");
    }

    /// It cannot say by itself what is wrong.
    @Test
    void aFunctionThatCannotEvenBeginIsFoundAndHidesNoOther() {
        site.with("PRIMARY_HOST", "");
        assertNotReady("PRIMARY_HOST is not set", "FencePrimary", "LiftFence");
    }

    @Test
    void aTableThatCannotBeWrittenIsFound() {
        site.with("FAILOVER_TABLE", "nowhere");
        var result = site.stepFunctions().run(started()).await(PATIENCE);
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.error()).isEqualTo("NotReady");
    }

    @Test
    void severalAtOnceAreFine() {
        var names = IntStream.range(0, 3)
                .mapToObj(i -> site.wiring().launch().rehearse(clock.instant().plusSeconds(i)))
                .toList();
        assertThat(names).doesNotHaveDuplicates();
        names.forEach(name -> assertThat(
                        site.stepFunctions().run(name).await(PATIENCE).status())
                .isEqualTo(Status.SUCCEEDED));
        assertThat(site.readiness().isReady()).isTrue();
    }

    @Test
    void besideAFailoverNeitherDisturbsTheOther() {
        site.prepareDrSite("stopped");
        site.primarySite().dead(true);
        alarm();
        var names = IntStream.range(0, 4)
                .mapToObj(i -> {
                    base.Pause.REAL.sleep(Duration.ofMillis(100));
                    return site.wiring().launch().rehearse(clock.instant().plusSeconds(i));
                })
                .toList();
        assertThat(ended().state()).isEqualTo(State.SERVING);
        names.forEach(name -> assertThat(
                        site.stepFunctions().run(name).await(PATIENCE).status())
                .as(site.readiness().toString())
                .isEqualTo(Status.SUCCEEDED));
        assertThat(newest().notes()).isEmpty();
    }

    /// The primary is shut and nothing is as on other days.
    @Test
    void whileTheSiteIsServedFromAzureItIsReadyForTheFailback() {
        site.prepareDrSite("running");
        site.primarySite().dead(true);
        alarm();
        var failover = ended();
        site.with("PRIMARY_PORT", "1");
        var readiness = rehearse();
        assertThat(readiness.problems()).isEmpty();
        assertThat(said(readiness, "OpenGates")).contains("2 of 2 gates are open for the failover " + failover.id());
        assertThat(said(readiness, "ConfirmTraffic")).contains("is answered by Azure");
        assertThat(said(readiness, "LiftFence")).startsWith("while the failover " + failover.id() + " is open: ");
    }

    @Test
    void noSecretIsInWhatItLeaves() {
        site.azure().arm().shortages().of(When.AT_ONCE, MACHINES, "SkuNotAvailable");
        site.with("PRIMARY_USERS", "shopp");
        String name = started();
        assertThat(rehearsed(name).isReady()).isFalse();
        assertThat(List.of(site.items(), site.stepFunctions().run(name).transcript()))
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(LocalFailover.ADMIN_PASSWORD)
                        .doesNotContain(ShopSite.PASSWORD)
                        .doesNotContain(Azurite.KEY));
    }
}
