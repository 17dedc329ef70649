package cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.fake.FakeAzure;
import testkit.fake.Shortages;
import testkit.fake.TemplateExpansion;
import testkit.fake.Templates;

/// The usual course of things, against the stand-in of Resource Manager.
final class ResourceManagerTest extends ResourceManagerFixture {
    @Test
    void aDeploymentReturnsAtOnceAndSaysLaterThatItSucceeded() {
        arm.retryAfter(Duration.ofSeconds(7));
        var operation = deploy(new Templates().gateway("shop-gateway").machine("shop-app", "Standard_D2s_v5"));
        assertThat(manager.poll(operation)).isEqualTo(new Progress.Running(Duration.ofSeconds(7)));
        assertThat(manager.deployment("site").orElseThrow().progress()).isInstanceOf(Progress.Running.class);
        clock.advance(Duration.ofMinutes(8));
        assertThat(manager.poll(operation)).isEqualTo(new Progress.Succeeded());
        assertThat(manager.deployment("site").orElseThrow().progress()).isEqualTo(new Progress.Succeeded());
        assertThat(power(ResourceType.VIRTUAL_MACHINE, "shop-app")).isEqualTo(Resource.Power.RUNNING);
        assertThat(power(ResourceType.APPLICATION_GATEWAY, "shop-gateway")).isEqualTo(Resource.Power.RUNNING);
    }

    @Test
    void theOutputsOfADeploymentAreThereOnceItSucceeded() {
        try (var other = AZURE.anotherArm(clock, new WithOutputs())) {
            var manager = FakeAzure.manager(other, CREDENTIAL);
            var template = new Templates().gateway("g").parameter("address", "string");
            manager.deploy("site", template.json(), Map.of("address", "192.0.2.7"));
            assertThat(manager.deployment("site").orElseThrow().outputs()).isEmpty();
            clock.advance(Duration.ofMinutes(8));
            assertThat(manager.deployment("site").orElseThrow().outputs()).containsEntry("address", "192.0.2.7");
        }
    }

    /// Every parameter is an output.
    private static final class WithOutputs implements TemplateExpansion {
        @Override
        public List<TemplateExpansion.Described> expand(Map<String, Object> template, Map<String, Object> parameters) {
            return TemplateExpansion.literal().expand(template, parameters);
        }

        @Override
        public Map<String, ?> outputs(Map<String, Object> template, Map<String, Object> parameters) {
            return parameters;
        }
    }

    @Test
    void theSameDeploymentGivenAgainIsBusyAndAfterwardsNotYetDone() {
        var template = new Templates().gateway("shop-gateway");
        deploy(template);
        assertThat(manager.deploy("site", template.json(), Map.of()))
                .isInstanceOfSatisfying(
                        Answer.Busy.class, busy -> assertThat(busy.code()).isEqualTo("DeploymentActive"));
        clock.advance(Duration.ofMinutes(8));
        // answered with 200, and yet it goes on
        var again = deploy(template);
        assertThat(manager.poll(again)).isInstanceOf(Progress.Running.class);
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(manager.deployment("site")).isEmpty();
        assertThat(manager.resource(ResourceType.VIRTUAL_MACHINE, "shop-app")).isEmpty();
        assertThat(manager.delete(ResourceType.VIRTUAL_MACHINE, "shop-app")).isEqualTo(new Answer.Done());
        assertThat(manager.act(ResourceType.VIRTUAL_MACHINE, "shop-app", "start"))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo("ResourceNotFound"));
    }

    @Test
    void aNewResourceMayNotBeFoundForAWhile() {
        arm.hideNewResources(Duration.ofSeconds(30));
        deployed(new Templates().gateway("old"));
        deploy(new Templates().database("shop-db", "unused"));
        clock.advance(Duration.ofMinutes(7));
        assertThat(manager.deployment("site").orElseThrow().progress()).isEqualTo(new Progress.Succeeded());
        assertThat(manager.resource(ResourceType.FLEXIBLE_SERVER, "shop-db")).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        assertThat(power(ResourceType.FLEXIBLE_SERVER, "shop-db")).isEqualTo(Resource.Power.RUNNING);
    }

    @Test
    void aMachineStopsAndStarts() {
        deployed(new Templates().machine("shop-app", "Standard_D2s_v5"));
        var stop = operation(manager.act(ResourceType.VIRTUAL_MACHINE, "shop-app", "deallocate"));
        assertThat(power(ResourceType.VIRTUAL_MACHINE, "shop-app")).isEqualTo(Resource.Power.CHANGING);
        clock.advance(Duration.ofMinutes(1));
        assertThat(manager.poll(stop)).isEqualTo(new Progress.Succeeded());
        assertThat(power(ResourceType.VIRTUAL_MACHINE, "shop-app")).isEqualTo(Resource.Power.STOPPED);
        manager.act(ResourceType.VIRTUAL_MACHINE, "shop-app", "start");
        clock.advance(Duration.ofMinutes(1));
        assertThat(power(ResourceType.VIRTUAL_MACHINE, "shop-app")).isEqualTo(Resource.Power.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"VIRTUAL_MACHINE", "APPLICATION_GATEWAY", "FLEXIBLE_SERVER"})
    void anOrderAgainstOneThatIsGoingOnIsBusy(ResourceType type) {
        arm.retryAfter(Duration.ofSeconds(21));
        deployed(new Templates().machine("x", "s").gateway("x").database("x", "unused"));
        String stop = type == ResourceType.VIRTUAL_MACHINE ? "deallocate" : "stop";
        operation(manager.act(type, "x", stop));
        assertThat(manager.act(type, "x", "start"))
                .isInstanceOfSatisfying(
                        Answer.Busy.class, busy -> assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(21)));
        assertThat(manager.delete(type, "x")).isInstanceOf(Answer.Busy.class);
    }

    @Test
    void aDatabaseServerThatIsStoppedCanOnlyBeStarted() {
        deployed(new Templates().database("shop-db", "unused"));
        manager.act(ResourceType.FLEXIBLE_SERVER, "shop-db", "stop");
        clock.advance(Duration.ofMinutes(2));
        assertThat(power(ResourceType.FLEXIBLE_SERVER, "shop-db")).isEqualTo(Resource.Power.STOPPED);
        assertThat(manager.delete(ResourceType.FLEXIBLE_SERVER, "shop-db"))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo("ServerUnavailableForOperation"));
        operation(manager.act(ResourceType.FLEXIBLE_SERVER, "shop-db", "start"));
        clock.advance(Duration.ofMinutes(3));
        assertThat(power(ResourceType.FLEXIBLE_SERVER, "shop-db")).isEqualTo(Resource.Power.RUNNING);
    }

    @Test
    void aTemplateThatIsWrongIsRefused() {
        assertThat(manager.deploy("site", "{}", Map.of())).isInstanceOf(Answer.Refused.class);
        assertThatThrownBy(() -> manager.deploy("site", "[1", Map.of())).isInstanceOf(ConfigurationFailure.class);
        var old = new Templates().add("Microsoft.Compute/virtualMachines", "a", "2010-01-01", Map.of());
        assertThat(manager.deploy("site", old.json(), Map.of()))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo("NoRegisteredProviderFound"));
    }

    @Test
    void secretsOfADeploymentAreNeverShown() {
        var template = new Templates().database("shop-db", "hunter-2222").parameter("password", "securestring");
        manager.deploy("site", template.json(), Map.of("password", "hunter-2222"));
        clock.advance(Duration.ofMinutes(7));
        assertThat(manager.deployment("site")).isPresent();
        assertThat(String.valueOf(manager.resource(ResourceType.FLEXIBLE_SERVER, "shop-db")))
                .contains("administratorLogin=root")
                .doesNotContain("hunter-2222");
    }

    @Test
    void everythingWithATagIsFoundOnAsManyPagesAsItTakesAndGoesInTheOrderOfItsTypes() {
        arm.pageSize(2);
        deployed(new Templates().machine("a", "s").gateway("g").database("d", "unused"));
        var tag = Templates.TAGS.entrySet().iterator().next();
        var found = manager.resources(tag.getKey(), tag.getValue());
        assertThat(found).extracting(Resource::name).containsExactlyInAnyOrder("a", "a", "a_OsDisk_1", "g", "d");
        assertThat(manager.resources(tag.getKey(), "another")).isEmpty();
        for (var type : ResourceType.values()) {
            found.stream()
                    .filter(resource -> ResourceType.of(resource.type()).orElseThrow() == type)
                    .forEach(resource -> operation(manager.delete(type, resource.name())));
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(arm.existing()).isEmpty();
    }

    @Test
    void whatIsStillInUseIsNotDeleted() {
        deployed(new Templates().machine("a", "s"));
        assertThat(manager.delete(ResourceType.NETWORK_INTERFACE, "a"))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo("NicInUse"));
    }

    @Test
    void whatIfChangesNothingAndSaysLaterThatAllIsWell() {
        var template = new Templates().machine("shop-app", "Standard_D2s_v5");
        var question = operation(manager.whatIf("site", template.json(), Map.of()));
        assertThat(manager.poll(question)).isInstanceOf(Progress.Running.class);
        clock.advance(Duration.ofMinutes(1));
        assertThat(manager.poll(question)).isEqualTo(new Progress.Succeeded());
        assertThat(manager.deployment("site")).isEmpty();
        assertThat(manager.resources()).isEmpty();
        assertThat(arm.orders()).isEmpty();
    }

    @Test
    void whatIfForeseesThatThereIsNoRoom() {
        arm.shortages().of(Shortages.When.AT_ONCE, MACHINES, "SkuNotAvailable");
        var template = new Templates().machine("shop-app", "Standard_D2s_v5");
        var question = operation(manager.whatIf("site", template.json(), Map.of()));
        clock.advance(Duration.ofMinutes(1));
        assertThat(manager.poll(question))
                .isInstanceOfSatisfying(
                        Progress.Failed.class, no -> assertThat(no.code()).isEqualTo("SkuNotAvailable"));
    }

    @Test
    void whatIfOfAWrongTemplateIsRefusedAtOnce() {
        assertThat(manager.whatIf("site", new Templates().json(), Map.of("unknown", "x")))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo("InvalidTemplate"));
    }

    /// What is quick is answered with 200 in the place of 202.
    @ParameterizedTest
    @ValueSource(strings = {"Succeeded", "Failed"})
    void whatIfMayBeAnsweredAtOnce(String status) {
        String body = status.equals("Succeeded")
                ? "{\"status\":\"Succeeded\",\"properties\":{\"changes\":[]}}"
                : "{\"status\":\"Failed\",\"error\":{\"code\":\"QuotaExceeded\",\"message\":\"none left\"}}";
        arm.faults().raw(1, 200, Map.of(), body, line -> line.endsWith("/whatIf"));
        assertThat(manager.whatIf("site", new Templates().json(), Map.of()))
                .isEqualTo(
                        status.equals("Succeeded")
                                ? new Answer.Done()
                                : new Answer.Refused(200, "QuotaExceeded", "none left"));
    }
}
