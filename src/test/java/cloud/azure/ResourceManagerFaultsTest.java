package cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.RefusedFailure;
import base.TransientFailure;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.fake.FakeArm;
import testkit.fake.FakeAzure;
import testkit.fake.Shortages.When;
import testkit.fake.TemplateExpansion;
import testkit.fake.Templates;

/// What goes wrong, against the stand-in of Resource Manager.
final class ResourceManagerFaultsTest extends ResourceManagerFixture {
    @Test
    void aDeploymentOntoAStoppedServerFails() {
        var template = new Templates()
                .database("shop-db", "unused")
                .add("Microsoft.DBforMySQL/flexibleServers/configurations", "shop-db/a", "2023-12-30", Map.of());
        deployed(template);
        manager.act(ResourceType.FLEXIBLE_SERVER, "shop-db", "stop");
        clock.advance(Duration.ofMinutes(2));
        deploy(template);
        clock.advance(Duration.ofMinutes(2));
        assertThat(manager.deployment("site").orElseThrow().progress())
                .isInstanceOfSatisfying(
                        Progress.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("ServerUnavailableForOperation"));
    }

    @Test
    void aSizeThatIsNotThereIsRefusedAtOnceInWordsThatCount() {
        arm.shortages().of(When.AT_ONCE, MACHINES, "SkuNotAvailable", "Standard_D2s_v5");
        var answer = manager.deploy(
                "site", new Templates().machine("a", "Standard_D2s_v5").json(), Map.of());
        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, no -> {
            assertThat(no.status()).isEqualTo(400);
            assertThat(no.code()).isEqualTo("SkuNotAvailable");
            assertThat(no.message()).contains("There is not enough");
            assertThat(Capacity.isCapacity(no.code())).isTrue();
        });
        assertThat(manager.deployment("site")).isEmpty();
        deployed(new Templates().machine("a", "Standard_D2as_v5"));
    }

    @Test
    void aSizeThatRunsOutLaterFailsTheDeploymentAndThePlanBWorks() {
        arm.shortages().of(When.WHILE_CREATING, MACHINES, "ZonalAllocationFailed", "Standard_D2s_v5");
        var operation = deploy(new Templates().machine("a", "Standard_D2s_v5").gateway("g"));
        clock.advance(Duration.ofMinutes(8));
        var failed = new Progress.Failed(
                "ZonalAllocationFailed", "There is not enough of " + MACHINES + " Standard_D2s_v5.");
        assertThat(manager.poll(operation)).isEqualTo(failed);
        assertThat(manager.deployment("site").orElseThrow().progress()).isEqualTo(failed);
        assertThat(manager.resource(ResourceType.VIRTUAL_MACHINE, "a")
                        .orElseThrow()
                        .provisioningState())
                .contains("Failed");
        deployed(new Templates().machine("a", "Standard_D2as_v5").gateway("g"));
        assertThat(power(ResourceType.VIRTUAL_MACHINE, "a")).isEqualTo(Resource.Power.RUNNING);
    }

    @Test
    void aMachineThatFindsNoPlaceStaysStopped() {
        deployed(new Templates().machine("a", "Standard_D2s_v5"));
        manager.act(ResourceType.VIRTUAL_MACHINE, "a", "deallocate");
        clock.advance(Duration.ofMinutes(1));
        arm.shortages().of(When.ON_START, MACHINES, "AllocationFailed", "Standard_D2s_v5");
        var start = operation(manager.act(ResourceType.VIRTUAL_MACHINE, "a", "start"));
        clock.advance(Duration.ofMinutes(1));
        assertThat(manager.poll(start))
                .isInstanceOfSatisfying(
                        Progress.Failed.class, no -> assertThat(no.code()).isEqualTo("AllocationFailed"));
        assertThat(power(ResourceType.VIRTUAL_MACHINE, "a")).isEqualTo(Resource.Power.STOPPED);
    }

    @Test
    void anOperationThatAzureHasForgottenIsLostAndNotFailed() {
        var operation = deploy(new Templates().gateway("g"));
        arm.forgetOperations(true);
        assertThat(manager.poll(operation)).isEqualTo(new Progress.Lost());
        clock.advance(Duration.ofMinutes(8));
        assertThat(power(ResourceType.APPLICATION_GATEWAY, "g")).isEqualTo(Resource.Power.RUNNING);
    }

    @Test
    void anOperationWithNothingButALocationIsFollowedByIt() {
        arm.onlyLocation(true);
        arm.shortages().of(When.WHILE_CREATING, MACHINES, "AllocationFailed", "small");
        var works = operation(manager.deploy("one", new Templates().gateway("g").json(), Map.of()));
        var fails = operation(
                manager.deploy("two", new Templates().machine("a", "small").json(), Map.of()));
        assertThat(manager.poll(works)).isInstanceOf(Progress.Running.class);
        clock.advance(Duration.ofMinutes(8));
        assertThat(manager.poll(works)).isEqualTo(new Progress.Succeeded());
        assertThat(manager.poll(fails))
                .isInstanceOfSatisfying(
                        Progress.Failed.class, no -> assertThat(no.code()).isEqualTo("AllocationFailed"));
    }

    @Test
    void theTokenGoesToNoOtherHost() {
        try (var foreign = AZURE.anotherArm(clock, TemplateExpansion.literal())) {
            var address = URI.create(foreign.endpoint() + "/subscriptions/x/operations/1?api-version=1&t=secret");
            assertThatThrownBy(() -> manager.poll(address))
                    .isInstanceOf(RefusedFailure.class)
                    .hasMessageNotContaining("secret");
            arm.faults()
                    .raw(
                            1,
                            202,
                            Map.of("Azure-AsyncOperation", address.toString()),
                            "",
                            line -> line.startsWith("POST"));
            assertThat(manager.act(ResourceType.VIRTUAL_MACHINE, "a", "start"))
                    .isInstanceOfSatisfying(
                            Answer.Accepted.class,
                            accepted -> assertThat(accepted.operation()).isEmpty());
            assertThat(foreign.seen()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a b", "a?b", "..", "", "a/b", "a%2fb"})
    void noNameLeadsElsewhere(String name) {
        assertThatThrownBy(() -> manager.delete(ResourceType.VIRTUAL_MACHINE, name))
                .isInstanceOf(ConfigurationFailure.class);
        assertThat(arm.seen()).isEmpty();
    }

    @Test
    void tooManyRequestsAreBusyAtOnce() {
        deployed(new Templates().gateway("g"));
        arm.faults().throttle(2, Duration.ofSeconds(40), line -> line.startsWith("POST"));
        assertThat(manager.act(ResourceType.APPLICATION_GATEWAY, "g", "stop"))
                .isEqualTo(new Answer.Busy("TooManyRequests", Duration.ofSeconds(40)));
        assertThat(manager.act(ResourceType.APPLICATION_GATEWAY, "g", "stop")).isInstanceOf(Answer.Busy.class);
        var stop = operation(manager.act(ResourceType.APPLICATION_GATEWAY, "g", "stop"));
        arm.faults().throttle(1, Duration.ofSeconds(9), line -> line.contains("/operations/"));
        assertThat(manager.poll(stop)).isEqualTo(new Progress.Running(Duration.ofSeconds(9)));
        arm.faults().throttle(1, Duration.ofSeconds(9), line -> line.startsWith("GET"));
        assertThatThrownBy(() -> manager.resource(ResourceType.APPLICATION_GATEWAY, "g"))
                .isInstanceOf(TransientFailure.class);
    }

    @Test
    void aRequestWhoseAnswerIsLostIsSentAgainWithoutHarm() {
        deployed(new Templates().gateway("g").machine("a", "s"));
        arm.faults().loseAnswers(1, line -> line.startsWith("POST"));
        assertThat(manager.act(ResourceType.APPLICATION_GATEWAY, "g", "stop")).isInstanceOf(Answer.Accepted.class);
        arm.faults().loseAnswers(1, line -> line.startsWith("PUT"));
        assertThat(manager.deploy("other", new Templates().machine("b", "s").json(), Map.of()))
                .isEqualTo(new Answer.Busy("DeploymentActive", Duration.ofSeconds(15)));
        arm.faults().loseRequests(1, line -> line.startsWith("DELETE"));
        assertThat(manager.delete(ResourceType.VIRTUAL_MACHINE, "a")).isInstanceOf(Answer.Accepted.class);
        assertThat(arm.faults().allHappened()).isTrue();
    }

    @Test
    void aDisturbanceThatPassesIsNotNoticedAndOneThatLastsIsTransient() {
        arm.faults().answer(2, 503, "ServiceUnavailable", "try later", line -> true);
        assertThat(manager.deployment("site")).isEmpty();
        arm.faults().answer(3, 500, "InternalServerError", "oops", line -> true);
        assertThatThrownBy(() -> manager.deployment("site"))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("500")
                .hasMessageContaining("InternalServerError");
        assertThat(arm.faults().allHappened()).isTrue();
    }

    @Test
    void anAttemptThatTakesTooLongIsGivenUpAndMadeAgain() {
        var impatient = ResourceManager.connect(
                FakeAzure.http(Duration.ofMillis(200)),
                CREDENTIAL,
                arm.endpoint(),
                FakeArm.SUBSCRIPTION,
                FakeArm.GROUP);
        arm.faults().slow(1, Duration.ofSeconds(1), line -> true);
        assertThat(impatient.deployment("site")).isEmpty();
        assertThat(arm.faults().allHappened()).isTrue();
    }

    @Test
    void nobodyWaitsInHereForAServiceThatAsksForPatience() {
        arm.faults().raw(1, 503, Map.of("Retry-After", "600"), "", line -> true);
        assertThatThrownBy(() -> manager.deployment("site")).isInstanceOf(TransientFailure.class);
    }

    @Test
    void aServiceThatIsGoneIsTransient() {
        manager.deployment("site");
        arm.close();
        assertThatThrownBy(() -> manager.deployment("site"))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("deployments/site");
    }

    @Test
    void whatIsForbiddenIsRefusedAndAQuestionForItIsAMatterOfConfiguration() {
        arm.faults().answer(2, 403, "AuthorizationFailed", "no role", line -> true);
        assertThat(manager.act(ResourceType.VIRTUAL_MACHINE, "a", "start"))
                .isEqualTo(new Answer.Refused(403, "AuthorizationFailed", "no role"));
        assertThatThrownBy(() -> manager.deployment("site"))
                .isInstanceOfSatisfying(
                        ConfigurationFailure.class,
                        failure -> assertThat(failure.hint()).contains("role"));
    }
}
