package failover;

import static org.assertj.core.api.Assertions.assertThat;

import incident.Failover.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.LocalTraffic;
import testkit.Program;

/// The commands of the person on call, as a program of its own, against the tables and the workflow.
final class FailoverCommandsTest extends FailoverStage {
    @TempDir
    private Path folder;

    private record Ran(int status, String out) {}

    private Ran lifeboat(String... arguments) {
        try {
            Path log = Files.createTempFile(folder, "out", ".txt");
            var process = Program.start(List.of("-XX:TieredStopAtLevel=1"), site.shell(), log, arguments);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ran(process.exitValue(), Files.readString(log));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDrillIsBegunShownAndOver() {
        assertThat(lifeboat("status").out()).contains("no failover of shop is open");
        assertThat(lifeboat("failover", "--drill").out()).contains("the drill ").contains(" has begun");
        assertThat(ended().state()).isEqualTo(State.DRILLED);
        var status = lifeboat("status");
        assertThat(status.status()).isZero();
        assertThat(status.out()).contains("EARLIER").contains("DRILLED");
    }

    @Test
    void aRehearsalIsBegunAndItsResultIsShown() {
        var never = lifeboat("status");
        assertThat(never.out()).contains("readiness: UNKNOWN, it was never rehearsed; lifeboat failover --rehearse");
        site.makeReady();
        var begun = lifeboat("failover", "--rehearse");
        assertThat(begun.out()).contains("the rehearsal rehearsal-").contains("lifeboat status");
        site.stepFunctions().run(begun.out().split(" ", -1)[2]).await(java.time.Duration.ofMinutes(1));
        assertThat(lifeboat("status").out())
                .contains("no failover of shop is open")
                .containsPattern("readiness: READY, rehearsed .* UTC \\(14 functions, newest verified backup .* old");
        assertThat(lifeboat("status", "--json").out()).contains("\"readiness\"").containsPattern("\"ready\" ?: ?true");
        assertThat(site.failovers().list()).isEmpty();
        assertThat(lifeboat("failover", "--rehearse", "--drill").status()).isEqualTo(2);
    }

    @Test
    void aPersonApprovesAndFailsBackLater() {
        site.prepareDrSite("running");
        site.with("APPROVAL", "manual");
        site.primarySite().dead(true);
        alarm();
        LocalFailover.await(() -> !site.failovers().questions(newest().id()).isEmpty());
        assertThat(lifeboat("status").out())
                .contains("is RUNNING")
                .contains("ConfirmOutage")
                .contains("It waits for you")
                .contains("lifeboat failover --approve");
        assertThat(lifeboat("status", "--json").out()).contains("\"questions\"").doesNotContain("token");
        assertThat(lifeboat("failover", "--approve", "--backup", "latest").status())
                .isZero();
        assertThat(ended().state()).isEqualTo(State.SERVING);
        assertThat(newest().wish()).contains("latest");
        assertThat(newest().step("Approve").orElseThrow().outcome()).startsWith("approved by");
        assertThat(lifeboat("failover", "--approve").status()).isEqualTo(1);
        assertThat(lifeboat("failover").status()).as("another one").isEqualTo(3);
        assertThat(lifeboat("failover", "--stand-down").status()).isEqualTo(3);
        var tooEarly = lifeboat("failback");
        assertThat(tooEarly.status()).isEqualTo(3);
        assertThat(tooEarly.out()).contains("--data-is-back");
        site.primarySite().dead(false);
        assertThat(lifeboat("failback", "--data-is-back").status()).isZero();
        assertThat(ended().state()).isEqualTo(State.FAILED_BACK);
        visitorsComeTo(LocalTraffic.AWS);
    }

    @Test
    void aFailoverThatIsAtWorkIsCalledOffByAPerson() {
        site.prepareDrSite("stopped");
        site.azure().arm().durations().times(0.1);
        site.primarySite().dead(true);
        alarm();
        LocalFailover.await(() -> newest().step("AwaitDrSite").isPresent());
        assertThat(lifeboat("failover", "--stand-down").status()).isZero();
        site.azure().arm().durations().times(0.0005);
        LocalFailover.await(() -> newest().attempt() == 2);
        assertThat(ended().state()).isEqualTo(State.STOOD_DOWN);
        assertThat(site.azure().arm().power("Microsoft.Compute/virtualMachines", "shop-app"))
                .contains("deallocated");
        assertThat(site.failovers().open(incident.Failover.Kind.REAL)).isEmpty();
        assertThat(newest().notes()).anyMatch(note -> note.text().startsWith("stood down by"));
    }

    @Test
    void whatIsNotGivenIsNamed() {
        var wrong = lifeboat("status", "--table", "");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.out()).contains("--table is not given").contains("LIFEBOAT_FAILOVER_TABLE");
        assertThat(lifeboat("failover", "--drill", "--approve").status()).isEqualTo(2);
        assertThat(lifeboat("failover", "--stand-down").out()).contains("no failover is open");
    }
}
