package catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import catalog.RetentionPolicy.Action;
import catalog.RetentionPolicy.Candidate;
import catalog.RetentionPolicy.Decision;
import catalog.RetentionPolicy.Rule;
import catalog.RetentionPolicy.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetentionPolicyTest {
    private static final Instant NOW = at("2026-11-22T12:00");

    private final List<Candidate> history = new ArrayList<>();

    /// A moment by the clock in Seoul.
    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(Run.ZONE).toInstant();
    }

    private Candidate add(String local, State state) {
        var candidate = new Candidate(local, "shop", at(local), state, false, false);
        history.add(candidate);
        return candidate;
    }

    private Candidate verified(String local) {
        return add(local, State.VERIFIED);
    }

    private List<Decision> plan(String policy) {
        return RetentionPolicy.parse(policy).plan(history, NOW).decisions();
    }

    private Decision decision(String policy, Candidate candidate) {
        return plan(policy).get(history.indexOf(candidate));
    }

    private void assertKept(Candidate candidate, String why) {
        assertThat(decision("daily:1", candidate)).isEqualTo(new Decision(candidate, Action.KEEP, why));
    }

    private void assertDeleted(Candidate candidate, String why) {
        assertThat(decision("daily:1", candidate)).isEqualTo(new Decision(candidate, Action.DELETE, why));
    }

    @Test
    void aPolicyIsReadInAnyOrderAndInPart() {
        assertThat(RetentionPolicy.parse("monthly:12, daily:7").rules())
                .containsExactly(new Rule(Period.DAILY, 7), new Rule(Period.MONTHLY, 12));
        assertThat(RetentionPolicy.parse("daily:7,weekly:4,monthly:12,yearly:1000")
                        .rules())
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "daily:7,",
                "daily",
                "daily:",
                "daily:0",
                "daily:1001",
                "daily:-1",
                "daily:+1",
                "daily:99999999999",
                "daily:٣",
                "Daily:7",
                "hourly:7",
                "daily:7,daily:7",
                "daily:7:4",
                "daily 7"
            })
    void whatIsNoPolicyIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> RetentionPolicy.parse(text))
                .isInstanceOfSatisfying(
                        ConfigurationFailure.class,
                        failure -> assertThat(failure.hint()).contains("daily:7,weekly:4"))
                .hasMessageStartingWith("\"" + text + "\" is no retention policy");
    }

    @Test
    void eachRuleKeepsTheNewestOfEachOfItsPeriods() {
        verified("2026-11-22T02:00");
        verified("2026-11-21T14:00");
        verified("2026-11-21T02:00");
        verified("2026-11-15T02:00");
        verified("2026-10-31T02:00");
        verified("2026-10-30T02:00");
        verified("2025-12-31T02:00");
        assertThat(plan("daily:2,weekly:2,monthly:2"))
                .extracting(decision -> decision.action() + " " + decision.why())
                .containsExactly(
                        "KEEP the newest verified",
                        "KEEP daily 2026-11-21",
                        "DELETE a newer one stands for daily 2026-11-21",
                        "KEEP weekly 2026-W46",
                        "KEEP monthly 2026-10",
                        "DELETE a newer one stands for monthly 2026-10",
                        "DELETE older than every rule");
    }

    @Test
    void oneBackupMayStandForSeveralRules() {
        verified("2026-11-22T02:00");
        var both = verified("2026-10-31T02:00");
        assertThat(decision("daily:2,monthly:2,yearly:1", both).why()).isEqualTo("daily 2026-10-31, monthly 2026-10");
    }

    @Test
    void nightsWithoutABackupUseUpNoRule() {
        verified("2026-11-22T02:00");
        verified("2026-09-03T02:00");
        verified("2026-01-05T02:00");
        assertThat(plan("daily:3")).extracting(Decision::action).containsOnly(Action.KEEP);
    }

    @Test
    void theDaysAreThoseOfSeoul() {
        verified("2026-11-22T02:00");
        var late = verified("2026-11-21T23:59");
        var early = verified("2026-11-21T00:00");
        assertThat(decision("daily:2", late).why()).isEqualTo("daily 2026-11-21");
        assertThat(decision("daily:2", early).why()).isEqualTo("a newer one stands for daily 2026-11-21");
    }

    @Test
    void weeksAreThoseOfTheIsoCalendarAcrossTheYear() {
        assertThat(Period.WEEKLY.of(at("2027-01-03T23:59"))).isEqualTo("weekly 2026-W53");
        assertThat(Period.WEEKLY.of(at("2027-01-04T00:00"))).isEqualTo("weekly 2027-W01");
        assertThat(Period.WEEKLY.of(at("2024-12-30T00:00"))).isEqualTo("weekly 2025-W01");
    }

    @Test
    void withoutAVerifiedBackupNothingIsDeleted() {
        for (State state : List.of(State.UNVERIFIED, State.FAILED, State.INCOMPLETE)) {
            assertKept(add("2020-01-01T02:00", state), "no backup of shop is verified");
        }
    }

    @Test
    void aSourceIsNotJudgedByTheBackupsOfAnother() {
        verified("2026-11-22T02:00");
        var other = new Candidate("other", "clinic", at("2020-01-01T02:00"), State.VERIFIED, false, false);
        var unverified = new Candidate("new", "ledger", at("2020-01-01T02:00"), State.UNVERIFIED, false, false);
        history.addAll(List.of(other, unverified));
        assertKept(other, "the newest verified");
        assertKept(unverified, "no backup of ledger is verified");
    }

    @Test
    void thePinnedAndThoseBeingReadStayWhateverTheyAre() {
        verified("2026-11-22T02:00");
        for (State state : State.values()) {
            var pinned = new Candidate("p" + state, "shop", at("2020-01-01T02:00"), state, true, false);
            var read = new Candidate("r" + state, "shop", at("2020-01-01T02:00"), state, false, true);
            history.addAll(List.of(pinned, read));
            assertKept(pinned, "pinned");
            assertKept(read, "being read");
        }
    }

    @Test
    void anUnverifiedOneStaysWhileItIsNewerThanTheNewestVerified() {
        verified("2026-10-01T02:00");
        assertDeleted(add("2026-09-30T02:00", State.UNVERIFIED), "never verified, older than 7 days");
        assertKept(add("2026-10-02T02:00", State.UNVERIFIED), "not verified yet, newer than the newest verified");
    }

    @Test
    void theUndecidedStayForSevenDaysAndNotLonger() {
        verified("2026-11-22T11:00");
        assertKept(add("2026-11-15T12:01", State.UNVERIFIED), "not verified yet");
        assertDeleted(add("2026-11-15T12:00", State.UNVERIFIED), "never verified, older than 7 days");
        assertKept(add("2026-11-15T12:02", State.FAILED), "failed, kept 7 days to look into it");
        assertDeleted(add("2026-11-15T11:59", State.FAILED), "failed, older than 7 days");
    }

    @Test
    void aFolderWithoutASealStaysForTwoDaysAndNotLonger() {
        verified("2026-11-22T11:00");
        assertKept(add("2026-11-20T12:01", State.INCOMPLETE), "may still be written");
        assertDeleted(add("2026-11-20T12:00", State.INCOMPLETE), "never finished, older than 2 days");
    }

    @Test
    void aBackupWhoseTimeNobodyKnowsIsNeverOld() {
        verified("2026-11-22T11:00");
        var odd = new Candidate("odd", "shop", Instant.MAX, State.INCOMPLETE, false, false);
        history.add(odd);
        assertKept(odd, "may still be written");
    }

    @Test
    void theNewestStaysHoweverOldItIs() {
        var old = verified("2020-01-01T02:00");
        verified("2019-12-31T02:00");
        assertKept(old, "the newest verified");
    }

    @Test
    void ofTwoAtTheSameMomentOneStands() {
        var one = new Candidate("a", "shop", NOW.minus(Duration.ofDays(1)), State.VERIFIED, false, false);
        var two = new Candidate("b", "shop", NOW.minus(Duration.ofDays(1)), State.VERIFIED, false, false);
        history.addAll(List.of(one, two));
        assertKept(two, "the newest verified");
        assertDeleted(one, "a newer one stands for daily 2026-11-21");
    }
}
