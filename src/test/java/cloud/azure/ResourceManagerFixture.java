package cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import testkit.TestClock;
import testkit.fake.FakeArm;
import testkit.fake.FakeAzure;
import testkit.fake.TemplateExpansion;
import testkit.fake.Templates;

/// A stand-in of Resource Manager, which is strict and keeps its time by a clock of the test, and a client of it.
abstract class ResourceManagerFixture {
    static final String MACHINES = "Microsoft.Compute/virtualMachines";

    /// One login for all of them; it ends with this program.
    static final FakeAzure AZURE = FakeAzure.start(Clock.systemUTC(), TemplateExpansion.literal());

    static final TokenCredential CREDENTIAL = AZURE.credential();

    final TestClock clock = new TestClock(Instant.parse("2026-03-01T00:00:00Z"));
    final FakeArm arm = AZURE.anotherArm(clock, TemplateExpansion.literal());
    final ResourceManager manager = FakeAzure.manager(arm, CREDENTIAL);

    @AfterEach
    void close() {
        arm.close();
        assertThat(arm.leaks()).isEmpty();
    }

    URI deploy(Templates template) {
        return operation(manager.deploy("site", template.json(), Map.of()));
    }

    static URI operation(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Accepted.class);
        return ((Answer.Accepted) answer).operation().orElseThrow();
    }

    void deployed(Templates template) {
        deploy(template);
        clock.advance(Duration.ofHours(1));
        assertThat(manager.deployment("site").orElseThrow().progress()).isEqualTo(new Progress.Succeeded());
    }

    Resource.Power power(ResourceType type, String name) {
        return manager.resource(type, name).orElseThrow().power();
    }
}
