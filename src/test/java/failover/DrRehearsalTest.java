package failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.Deadline;
import base.Secret;
import base.TransientFailure;
import cloud.aws.Secrets.DatabaseLogin;
import com.azure.core.credential.TokenCredential;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import testkit.JsonText;
import testkit.TestClock;
import testkit.fake.CheckedTemplate;
import testkit.fake.FakeArm;
import testkit.fake.FakeAzure;
import testkit.fake.Shortages.When;

/// What is asked of Azure for a rehearsal, with the template of the DR site, and what its answers come to.
final class DrRehearsalTest {
    private static final FakeAzure AZURE = FakeAzure.start(Clock.systemUTC(), new CheckedTemplate());
    private static final TokenCredential CREDENTIAL = AZURE.credential();
    private static final String MACHINES = "Microsoft.Compute/virtualMachines";
    private static final String PLAN_B =
            "{\"plans\":[{\"vmSize\":\"Standard_D4as_v5\"},{\"vmSize\":\"Standard_E4s_v5\",\"vmZone\":\"2\"}]}";

    private static final Standby COLD = new Standby("shop-dr-db.mysql.database.azure.com", false);
    private static final Standby WARM = new Standby(COLD.host(), true);
    private static final Map<String, Object> MADE_BEFORE = Map.of("deployDatabase", false);

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T18:30:00Z"));
    private final FakeArm arm = AZURE.anotherArm(clock, new CheckedTemplate());

    @AfterEach
    void close() {
        arm.close();
        assertThat(arm.leaks()).isEmpty();
        assertThat(arm.orders()).isEmpty();
        assertThat(arm.existing()).isEmpty();
    }

    private DrRehearsal rehearsal(String planB) {
        return rehearsal(Map.of("databaseClients", List.of("203.0.113.7")), planB);
    }

    private DrRehearsal rehearsal(Map<String, Object> more, String planB) {
        var parameters = new LinkedHashMap<String, Object>(SiteTemplate.REQUIRED);
        parameters.remove("databaseAdminPassword");
        parameters.put("name", "shop");
        parameters.putAll(more);
        var login = new DatabaseLogin("dradmin", new Secret(LocalFailover.ADMIN_PASSWORD));
        return new DrRehearsal(
                () -> FakeAzure.manager(arm, CREDENTIAL),
                DrPlan.parse(JsonText.of(parameters).text(), planB),
                new DrTemplate(() -> login),
                "shop",
                clock::advance);
    }

    private String asked(String planB) {
        return rehearsal(planB).ask(Deadline.in(Duration.ofMinutes(2), clock));
    }

    @Test
    void everyPlanIsAskedForAndAzureIsNotAskedMoreOftenThanItWants() {
        var begin = clock.instant();
        assertThat(asked(PLAN_B)).isEqualTo("Azure would take 3 of 3 plans");
        assertThat(Duration.between(begin, clock.instant())).isLessThan(Duration.ofMinutes(1));
        assertThat(arm.seen())
                .filteredOn(seen -> seen.path().endsWith("/whatIf"))
                .hasSize(3);
        assertThat(arm.seen()).filteredOn(seen -> seen.method().equals("GET")).hasSizeLessThan(8);
    }

    @Test
    void whereOneSizeIsMissingAnotherPlanWouldDo() {
        arm.shortages().of(When.AT_ONCE, MACHINES, "SkuNotAvailable", "Standard_D4s_v5");
        assertThat(asked(PLAN_B))
                .isEqualTo("Azure would take 2 of 3 plans; no room now for DrParameters (SkuNotAvailable)");
    }

    @Test
    void whereEverySizeIsMissingNoneWouldDo() {
        arm.shortages().of(When.AT_ONCE, MACHINES, "QuotaExceeded");
        assertThatThrownBy(() -> asked(PLAN_B))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("no room for any plan")
                .hasMessageContaining("plan 2 of DrPlanB (QuotaExceeded)");
    }

    @Test
    void aPlanBWithAMistakeIsFoundAlthoughTheFirstPlanIsGood() {
        assertThatThrownBy(() -> asked("{\"plans\":[{\"vmSize\":\"Standard_D4as_v5\"},{\"vmSyze\":\"x\"}]}"))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("would refuse plan 2 of DrPlanB: InvalidTemplate");
    }

    @Test
    void whoMayNotAskIsTold() {
        arm.faults().answer(1, 403, "AuthorizationFailed", "The client may not.", line -> line.endsWith("/whatIf"));
        assertThatThrownBy(() -> asked(PLAN_B))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("AuthorizationFailed")
                .extracting(failure -> ((ConfigurationFailure) failure).hint())
                .asString()
                .contains("role");
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsNotWaitedFor() {
        arm.durations().takes("Microsoft.Resources/deployments", "whatIf", Duration.ofHours(1));
        assertThatThrownBy(() -> asked(PLAN_B))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("does not say in time");
        assertThat(clock.instant()).isBefore(Instant.parse("2026-11-21T18:32:00Z"));
    }

    @Test
    void aQuestionThatAzureForgetsIsAskedAgainLater() {
        arm.forgetOperations(true);
        assertThatThrownBy(() -> asked(PLAN_B))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("has forgotten the question");
    }

    @Test
    void whereNothingStandsThatIsSaid() {
        assertThat(rehearsal("{}").look(COLD))
                .isEqualTo(
                        "the gateway is not there yet, the application is not there yet, the database is not there yet");
        assertThat(rehearsal("{}").count()).isEqualTo("0 resources in the resource group");
    }

    @Test
    void aPlanThatWouldShutTheFunctionsOutOfTheDatabaseIsRefused() {
        assertThatThrownBy(() -> rehearsal(Map.of(), "{}").ask(Deadline.none(clock)))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("DrParameters names no databaseClients")
                .extracting(failure -> ((ConfigurationFailure) failure).hint())
                .asString()
                .contains("\"deployDatabase\": false");
        assertThatThrownBy(() -> asked("{\"plans\":[{\"vmZone\":\"2\"},{\"databaseClients\":[]}]}"))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("plan 2 of DrPlanB names no databaseClients");
        assertThat(rehearsal(MADE_BEFORE, "{}").ask(Deadline.in(Duration.ofMinutes(2), clock)))
                .isEqualTo("Azure would take 1 of 1 plans");
    }

    @Test
    void aServerThatIsRestoredToAndNotReadIsRefused() {
        assertThatThrownBy(() -> rehearsal("{}").look(new Standby("shop-dr-db2.mysql.database.azure.com", false)))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessage("backups are restored to shop-dr-db2.mysql.database.azure.com,"
                        + " and the application would read shop-dr-db");
        assertThatThrownBy(() -> rehearsal(Map.of("databaseServer", "shop-standby"), "{}")
                        .look(COLD))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("would read shop-standby");
        assertThat(rehearsal("{}").look(new Standby("Shop-DR-db.mysql.database.azure.com", false)))
                .contains("the database is not there yet");
    }

    @Test
    void aStandbyThatShouldBeThereAndIsNotIsFound() {
        assertThatThrownBy(() -> rehearsal("{}").look(WARM))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("no database server shop-dr-db, which StandbyMode warm needs");
        assertThatThrownBy(() -> rehearsal(MADE_BEFORE, "{}").look(COLD))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("which \"deployDatabase\": false needs");
    }
}
