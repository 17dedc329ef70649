package failover.report;

import static failover.report.PaperFailovers.after;
import static org.assertj.core.api.Assertions.assertThat;

import engine.format.Json;
import failover.report.ReportData.Problem;
import failover.report.ReportStep.Kind;
import incident.Failover;
import incident.Failover.State;
import incident.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReportDataTest {
    static Iterable<Failover> everyKind() {
        return PaperFailovers.everyKind();
    }

    private static ReportData data(Failover failover) {
        return ReportData.atRest(failover);
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    @Test
    void everyStageIsCountedFromTheOutage() {
        var times = data(PaperFailovers.serving()).times();
        assertThat(times.confirmed()).isEqualTo(seconds(36));
        assertThat(times.drSiteUp()).isEqualTo(seconds(702));
        assertThat(times.restored()).isEqualTo(seconds(1501));
        assertThat(times.checked()).isEqualTo(seconds(1513));
        assertThat(times.gatesOpen()).isEqualTo(Optional.of(Duration.ofMillis(1_530_200)));
        assertThat(times.trafficConfirmed()).isEqualTo(seconds(1630));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void whatTheTimeWentToIsTogetherTheWholeTime(Failover failover) {
        var timeline = data(failover).timeline();
        assertThat(timeline.spent().values().stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(timeline.total());
        assertThat(timeline.spent().values()).noneMatch(Duration::isNegative);
    }

    @Test
    void aStepThatRunsBesideAnotherIsNotCountedTwice() {
        var spent = data(PaperFailovers.serving()).timeline().spent();
        assertThat(spent)
                .containsEntry(Kind.AZURE, Duration.ofMillis(4_600 + 665_600))
                .containsEntry(Kind.RESTORE, Duration.ofSeconds(797))
                .containsEntry(Kind.PERSON, Duration.ZERO);
    }

    @Test
    void fortyMinutesOfThinkingAreNobodyElsesTime() {
        var spent = data(PaperFailovers.approvedLate()).timeline().spent();
        assertThat(spent).containsEntry(Kind.PERSON, Duration.ofMinutes(40));
        assertThat(spent.get(Kind.WORK)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void whatWasTakenAfterTheSnapshotIsLost() {
        var backup = data(PaperFailovers.serving()).backup().orElseThrow();
        assertThat(backup.lost()).contains(Duration.ofHours(10).plusMinutes(12).plusSeconds(49));
        assertThat(backup.gtidSet()).isEqualTo(PaperFailovers.GTID_SET);
        assertThat(backup.rows()).contains(18_204_771L);
        assertThat(backup.isVerified()).isTrue();
    }

    @Test
    void aSnapshotThatLooksYoungerThanTheOutageLosesNothing() {
        var failover = PaperFailovers.real()
                .done("ChooseBackup", 1, 2, "b", "backup", "b", "snapshotAt", "2026-11-22T03:15:02Z")
                .running();
        assertThat(data(failover).backup().orElseThrow().lost()).contains(Duration.ZERO);
    }

    @Test
    void factsThatCannotBeReadAreNotGuessed() {
        var failover = PaperFailovers.real()
                .done("ChooseBackup", 1, 2, "b", "backup", "b", "snapshotAt", "yesterday")
                .done("RestoreBackup", 2, 3, "r", "rows", "many")
                .running();
        var backup = data(failover).backup().orElseThrow();
        assertThat(backup.lost()).isEmpty();
        assertThat(backup.rows()).isEmpty();
        assertThat(backup.isVerified()).isFalse();
    }

    @Test
    void aStandbyThatHoldsTheBackupNeedsNoRestoring() {
        var failover = PaperFailovers.real()
                .confirmed()
                .up(36.4, 60)
                .chosen(60.5)
                .done("CheckDrSite", 62, 63, "the application answers through the gateway")
                .running();
        var data = data(failover);
        assertThat(data.times().restored()).contains(Duration.ofMillis(61_900));
        assertThat(data.backup().orElseThrow().isHeldByStandby()).isTrue();
        assertThat(data.backup().orElseThrow().isVerified()).isTrue();
    }

    @Test
    void everyFindingOfTheFenceHasAMeaning() {
        Map<String, ReportFence.State> meanings = Map.of(
                "fenced", ReportFence.State.FENCED,
                "unreachable", ReportFence.State.UNREACHABLE,
                "unknown", ReportFence.State.UNKNOWN,
                "gibberish", ReportFence.State.UNKNOWN);
        meanings.forEach((fence, meaning) -> assertThat(data(PaperFailovers.real()
                                .fenced(5, fence, "what it found")
                                .running())
                        .fence()
                        .state())
                .as(fence)
                .isEqualTo(meaning));
        assertThat(data(PaperFailovers.held()).fence().state()).isEqualTo(ReportFence.State.UNTOUCHED);
        assertThat(data(PaperFailovers.approvedLate()).fence().locked()).containsExactly("'shop'@'%'", "'jobs'@'10.%'");
    }

    @Test
    void afterAFailoverNothingStaysShut() {
        Map.of("fenced", ReportFence.State.LIFTED, "unreachable", ReportFence.State.UNTOUCHED)
                .forEach((fence, left) -> assertThat(data(PaperFailovers.real()
                                        .fenced(5, fence, "what it found")
                                        .done("CleanUp", 10, 20, "the DR site is as it was before")
                                        .at(State.STOOD_DOWN, 21))
                                .fence()
                                .state())
                        .isEqualTo(left));
    }

    @Test
    void aStepThatFailedThreeTimesIsAProblemWithItsHint() {
        assertThat(data(PaperFailovers.held()).problems())
                .containsExactly(new Problem(
                        "Restore and compare the data",
                        "the restored data is not that of the backup: shop.orders has 3 rows (of 12) less",
                        "Choose an older backup: lifeboat failover --resume --backup ID."));
    }

    @Test
    void hintsMayHoldParenthesesAndMessagesMayHaveNone() {
        assertThat(Problem.of("s", "it broke (Mend it (soon).)"))
                .isEqualTo(new Problem("s", "it broke", "Mend it (soon)."));
        assertThat(Problem.of("s", "f() broke")).isEqualTo(new Problem("s", "f() broke", ""));
        assertThat(Problem.of("s", "it broke in f()")).isEqualTo(new Problem("s", "it broke in f()", ""));
        assertThat(Problem.of("s", "(all of it)")).isEqualTo(new Problem("s", "(all of it)", ""));
        assertThat(Problem.of("s", "odd )")).isEqualTo(new Problem("s", "odd )", ""));
        assertThat(Problem.of("s", "")).isEqualTo(new Problem("s", "", ""));
    }

    @Test
    void whatDiedWithoutAWordIsAProblemToo() {
        var died = PaperFailovers.real().confirmed().open("AwaitDrSite", 3, 36, "waiting for the gateway");
        assertThat(data(died.at(State.HELD, 900)).problems())
                .containsExactly(new Problem("Wait for Azure", "it did not end: waiting for the gateway", ""));
        assertThat(data(died.running()).problems()).isEmpty();
        var silent = PaperFailovers.real().confirmed().note(40, "the workflow stopped: States.Timeout");
        assertThat(data(silent.at(State.HELD, 41)).problems())
                .extracting(Problem::what)
                .containsExactly("the workflow stopped: States.Timeout");
    }

    @Test
    void aRunningStepLastsUntilNow() {
        var failover = PaperFailovers.real()
                .confirmed()
                .open("AwaitDrSite", 12, 36, "waiting for the gateway")
                .running();
        var data = ReportData.of(failover, after(100));
        assertThat(data.timeline().line("AwaitDrSite").orElseThrow().took()).isEqualTo(Duration.ofSeconds(64));
        assertThat(data.timeline().until()).isEqualTo(after(100));
        assertThat(data.times().drSiteUp()).isEmpty();
    }

    @Test
    void whatNobodyWaitsForAnyMoreLastsUntilTheCleaningUp() {
        var failover = PaperFailovers.real()
                .confirmed()
                .open("AwaitDrSite", 12, 36, "waiting for the gateway")
                .done("CleanUp", 100, 160, "the DR site is as it was before")
                .at(State.STOOD_DOWN, 161);
        var data = data(failover);
        assertThat(data.timeline().line("AwaitDrSite").orElseThrow().took()).isEqualTo(Duration.ofSeconds(64));
        assertThat(data.times().drSiteUp()).isEmpty();
        assertThat(data.problems()).isEmpty();
    }

    @Test
    void aSecondLookDoesNotMoveTheFirst() {
        var failover = PaperFailovers.real()
                .attempt(2)
                .step("ConfirmOutage", Step.State.DONE, 2, 5, 7230, "the primary did not answer for 30 s")
                .step("AwaitDrSite", Step.State.DONE, 45, 36, 7232, "gateway, application and database run")
                .chosen(702)
                .running();
        var data = data(failover);
        assertThat(data.times().confirmed()).isEqualTo(seconds(36));
        assertThat(data.times().drSiteUp()).isEqualTo(seconds(702));
        assertThat(data.timeline().line("ConfirmOutage").orElseThrow().again()).contains(after(7230));
        assertThat(data.timeline().until()).isEqualTo(after(7232));
    }

    @Test
    void trafficThatNobodySawIsNotConfirmed() {
        var failover = PaperFailovers.toTheEnd()
                .step("ConfirmTraffic", Step.State.DONE, 200, 1530.5, 2131, "not confirmed after 10 minutes: 503")
                .at(State.SERVING, 2132);
        assertThat(data(failover).times().trafficConfirmed()).isEmpty();
        assertThat(data(failover).withoutSite()).isEqualTo(Duration.ofMillis(1_530_200));
        assertThat(ReportStory.of(data(failover)).sentence()).contains("nobody has seen visitors arrive");
    }

    @Test
    void aDrillProvesWhatItCameTo() {
        assertThat(data(PaperFailovers.drilled()).isProven()).isTrue();
        assertThat(ReportAdvice.proofs(data(PaperFailovers.drilled())))
                .filteredOn(proof -> proof.startsWith("Proven"))
                .hasSize(3);
        var failed = data(PaperFailovers.failedDrill());
        assertThat(failed.isProven()).isFalse();
        assertThat(ReportAdvice.proofs(failed))
                .filteredOn(proof -> proof.startsWith("Not proven"))
                .hasSize(2);
        assertThat(ReportStory.of(failed).sentence()).contains("failed at \u201cChoose the backup\u201d");
    }

    @Test
    void aFailoverWithoutStepsAndWithoutTimeIsAReportToo() {
        var data = ReportData.of(PaperFailovers.real().running(), PaperFailovers.OUTAGE);
        assertThat(data.timeline().total()).isZero();
        assertThat(data.problems()).isEmpty();
        assertThat(data.backup()).isEmpty();
    }

    @Test
    void stepsFromBeforeTheAlarmBeginTheScale() {
        var early = PaperFailovers.real().done("ConfirmOutage", -3, 0, "down").running();
        assertThat(data(early).timeline().begin()).isEqualTo(after(-3));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void theJsonCanBeWritten(Failover failover) {
        var json = ReportJson.of(failover, after(9000));
        assertThat(Json.bytes(json)).isNotEmpty();
        assertThat(json).containsKeys("failover", "outcome", "reached", "spent", "steps", "primary", "next", "notes");
    }

    /// Whatever a step keeps for itself stays with it.
    @ParameterizedTest
    @MethodSource("everyKind")
    void whatIsNotOnTheListOfKeysIsInNoOutput(Failover failover) {
        var spied = withCanaries(failover);
        Instant now = after(9000);
        String all = ReportPage.html(spied, now)
                + new String(Json.bytes(ReportJson.of(spied, now)), StandardCharsets.UTF_8)
                + ReportText.subject(spied)
                + ReportText.mail(spied, "link")
                + ReportData.of(spied, now);
        assertThat(all).doesNotContain("canary");
    }

    private static Failover withCanaries(Failover failover) {
        Function<Step, Step> spy = step -> new Step(
                step.name(),
                step.state(),
                step.attempts(),
                step.startedAt(),
                step.endedAt(),
                step.outcome(),
                PaperFailovers.canaries(step));
        return PaperFailovers.withSteps(
                failover, failover.steps().stream().map(spy).toList());
    }
}
