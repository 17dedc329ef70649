package failover;

import static org.assertj.core.api.Assertions.assertThat;

import engine.mysql.Sessions;
import incident.Failover.Kind;
import incident.Failover.State;
import incident.Gate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testkit.LocalTraffic;
import testkit.ShopSite;
import testkit.WorkflowResult.Status;

/// Two things at once, or the second thing broken when the first is: failovers on the worst nights.
final class HardNightsTest extends FailoverStage {

    private void serving() {
        site.prepareDrSite("running");
        site.primarySite().dead(true);
        alarm();
        assertThat(ended().state()).isEqualTo(State.SERVING);
    }

    @Test
    void aDrillThatIsAtWorkGivesWayToAFailoverAndTakesNothingFromIt() {
        site.prepareDrSite("stopped");
        site.azure().arm().durations().times(0.02);
        begin(Kind.DRILL);
        var drill = newest();
        LocalFailover.await(
                () -> site.failovers().get(drill.id()).step("AwaitDrSite").isPresent());
        site.primarySite().dead(true);
        alarm();
        site.azure().arm().durations().times(0.0005);
        var real = site.failovers().open(Kind.REAL).orElseThrow();
        site.stepFunctions().run(real.execution()).await(java.time.Duration.ofSeconds(60));
        site.stepFunctions().run(drill.execution()).await(java.time.Duration.ofSeconds(60));
        assertThat(site.failovers().get(real.id()).state()).isEqualTo(State.SERVING);
        assertThat(site.failovers().get(drill.id()).state()).isEqualTo(State.DRILLED);
        visitorsComeTo(LocalTraffic.AZURE);
        for (String part : List.of(
                "Microsoft.Compute/virtualMachines shop-app", "Microsoft.Network/applicationGateways shop-gateway")) {
            String[] words = part.split(" ", -1);
            assertThat(site.azure().arm().power(words[0], words[1])).as(part).contains("running");
        }
    }

    @Test
    void whatADrillMadeBelongsToTheFailoverThatBeganMeanwhile() {
        site.azure().arm().durations().times(0.005);
        begin(Kind.DRILL);
        var drill = newest();
        LocalFailover.await(() -> !site.azure().arm().existing().isEmpty());
        site.primarySite().dead(true);
        alarm();
        var real = site.failovers().open(Kind.REAL).orElseThrow();
        site.stepFunctions().run(real.execution()).await(java.time.Duration.ofSeconds(60));
        site.stepFunctions().run(drill.execution()).await(java.time.Duration.ofSeconds(60));
        assertThat(site.failovers().get(real.id()).state())
                .as(story(site.failovers().get(real.id())))
                .isEqualTo(State.SERVING);
        assertThat(site.azure().arm().existing()).anyMatch(resource -> resource.endsWith(" shop-app"));
        visitorsComeTo(LocalTraffic.AZURE);
    }

    @Test
    void aFailbackDoesNotNeedTheDatabaseInAzure() {
        serving();
        site.with("TARGET_PORT", "1");
        site.primarySite().dead(false);
        site.wiring().launch().failBack(newest().id());
        assertThat(ended().state()).isEqualTo(State.FAILED_BACK);
        assertThat(isLocked()).isFalse();
        visitorsComeTo(LocalTraffic.AWS);
        assertThat(newest().notes()).anyMatch(note -> note.text().contains("takes no restore until"));
    }

    @Test
    void aFailbackThatCannotUnlockThePrimaryNeverReadsAsServed() {
        serving();
        String port = site.environment().getOrDefault("PRIMARY_PORT", "");
        site.with("PRIMARY_PORT", "1");
        site.wiring().launch().failBack(newest().id());
        var stopped = ended(Status.FAILED);
        assertThat(stopped.state()).isEqualTo(State.FAILING_BACK);
        assertThat(site.topic().mails().getLast().subject()).contains("STOPPED");
        site.with("PRIMARY_PORT", port);
        site.primarySite().dead(false);
        site.wiring().launch().failBack(stopped.id());
        assertThat(ended().state()).isEqualTo(State.FAILED_BACK);
        visitorsComeTo(LocalTraffic.AWS);
    }

    @Test
    void anAccountThatThePrimaryDoesNotKnowIsNotFenced() {
        site.with("PRIMARY_USERS", "nobody, " + ShopSite.USER);
        site.prepareDrSite("running");
        site.primarySite().dead(true);
        alarm();
        LocalFailover.await(() -> !site.failovers().questions(newest().id()).isEmpty());
        assertThat(site.failovers().questions(newest().id()).getFirst().text()).contains("knows no account of nobody");
        assertThat(gate(Gate.DR_OPEN)).isEqualTo("never");
    }

    @Test
    void blanksBetweenTheUsersDoNotMatter() {
        site.with("PRIMARY_USERS", " " + ShopSite.USER + " , ");
        serving();
        assertThat(isLocked()).isTrue();
    }

    @Test
    void aNightlyRestoreThatIsAtWorkDoesNotKeepTheSiteShut() {
        try (var restore = new Sessions(Sites.standby().url()).open()) {
            restore.first("play a restore", "SELECT GET_LOCK('lifeboat.restore', 0)", row -> row.number(1));
            serving();
        }
        assertThat(Sites.standby().text("SELECT COUNT(*) FROM lifeboat__restore.site"))
                .isEqualTo("1");
    }

    @Test
    void thePrimaryIsFencedAgainAfterAStandDownThatWasGivenUp() {
        serving();
        var failover = newest();
        site.failovers().move(failover.id(), State.HELD);
        new LiftFenceHandler(site.wiring())
                .handleRequest(
                        Map.of("failover", failover.id()), testkit.Lambda.context(java.time.Duration.ofMinutes(1)));
        assertThat(isLocked()).isFalse();
        site.wiring().launch().resume(failover.id());
        assertThat(ended().state()).isEqualTo(State.SERVING);
        assertThat(isLocked()).isTrue();
        Sites.primary().run("ALTER USER '" + ShopSite.USER + "'@'%' ACCOUNT UNLOCK");
        new PrimaryWatch(
                        site.failovers(),
                        site.wiring().launch(),
                        new PrimaryFence(
                                () -> new Sessions(Sites.primary().url()), List.of(ShopSite.USER), base.Pause.REAL),
                        new SiteProbe(),
                        List.of(),
                        incident.Failover.Approval.AUTOMATIC,
                        (subject, text) -> {},
                        clock)
                .look();
        assertThat(isLocked()).isTrue();
    }

    @Test
    void aDrillOnAnEmptyServerLeavesItEmpty() {
        Sites.standby().run("DROP DATABASE shop", "DROP DATABASE lifeboat__restore");
        site.with("STANDBY_MODE", "cold");
        begin(Kind.DRILL);
        assertThat(ended().state()).isEqualTo(State.DRILLED);
        assertThat(Sites.standby().text("SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'shop'"))
                .isEqualTo("0");
    }

    @Test
    void peopleAreToldAlsoIfTheReportCannotBeWritten() {
        site.prepareDrSite("running");
        site.primarySite().dead(true);
        alarm();
        LocalFailover.await(() -> newest().step("CheckDrSite").isPresent());
        site.with("BACKUP_STORE", "az://" + testkit.Azurite.ACCOUNT + "/there-is-none");
        assertThat(ended().state()).isEqualTo(State.SERVING);
        assertThat(site.topic().mails())
                .last()
                .satisfies(mail -> assertThat(mail.text()).contains("could not be written"));
    }
}
