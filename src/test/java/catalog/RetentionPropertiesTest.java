package catalog;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import catalog.RetentionPolicy.Action;
import catalog.RetentionPolicy.Candidate;
import catalog.RetentionPolicy.Rule;
import catalog.RetentionPolicy.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for every policy and every history, tried on many of each.
final class RetentionPropertiesTest {
    private static final List<State> STATES = List.of(State.values());
    private static final int TRIES = 4_000;
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    /// A policy, what it is applied to, and what comes out.
    private record Case(RetentionPolicy policy, List<Candidate> candidates) {
        Set<Candidate> kept() {
            return keptBy(policy);
        }

        Set<Candidate> keptBy(RetentionPolicy other) {
            return new HashSet<>(other.plan(candidates, NOW).with(Action.KEEP));
        }

        List<Candidate> deleted() {
            return policy.plan(candidates, NOW).with(Action.DELETE);
        }

        Stream<List<Candidate>> verifiedBySource() {
            return verified().collect(groupingBy(Candidate::source)).values().stream();
        }

        Stream<Candidate> verified() {
            return candidates.stream().filter(candidate -> candidate.state() == State.VERIFIED);
        }
    }

    private static void forAll(Consumer<Case> property) {
        var random = new Random(20261122);
        for (int i = 0; i < TRIES; i++) {
            property.accept(new Case(policy(random), candidates(random)));
        }
    }

    private static RetentionPolicy policy(Random random) {
        var rules = Stream.of(Period.values())
                .filter(period -> random.nextInt(3) > 0)
                .map(period -> new Rule(period, 1 + random.nextInt(random.nextInt(10) == 0 ? 1000 : 8)))
                .toList();
        return new RetentionPolicy(rules.isEmpty() ? List.of(new Rule(Period.DAILY, 1)) : rules);
    }

    /// Crowded into hours, or over years; now and then from a clock that is ahead, or at the same moment.
    private static List<Candidate> candidates(Random random) {
        long spread = Duration.ofHours(1L + random.nextInt(random.nextBoolean() ? 24 * 20 : 24 * 1500))
                .toSeconds();
        int sources = 1 + random.nextInt(2);
        int oftenVerified = random.nextInt(5);
        var candidates = new ArrayList<Candidate>();
        for (int i = random.nextInt(60); i > 0; i--) {
            var moment = NOW.minusSeconds(random.nextLong(spread + 1) - spread / 50);
            candidates.add(new Candidate(
                    "id" + i,
                    "source" + random.nextInt(sources),
                    candidates.isEmpty() || random.nextInt(10) > 0
                            ? moment
                            : candidates.getLast().moment(),
                    random.nextInt(5) < oftenVerified ? State.VERIFIED : STATES.get(random.nextInt(STATES.size())),
                    random.nextInt(12) == 0,
                    random.nextInt(12) == 0));
        }
        return candidates;
    }

    private static Candidate newest(List<Candidate> verified) {
        return verified.stream()
                .max(Comparator.comparing(Candidate::moment).thenComparing(Candidate::id))
                .orElseThrow();
    }

    /// Sorts like the calendar. Written otherwise than the policy does it.
    private static long period(Period period, Instant moment) {
        LocalDate date =
                moment.plus(Duration.ofHours(9)).atOffset(ZoneOffset.UTC).toLocalDate();
        return switch (period) {
            case DAILY -> date.toEpochDay();
            case WEEKLY -> date.with(ChronoField.DAY_OF_WEEK, 1).toEpochDay();
            case MONTHLY -> date.get(ChronoField.YEAR) * 12L + date.getMonthValue();
            case YEARLY -> date.getYear();
        };
    }

    private static List<Candidate> standing(Rule rule, List<Candidate> verified) {
        return verified.stream()
                .collect(groupingBy(candidate -> period(rule.period(), candidate.moment())))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<Long, List<Candidate>>comparingByKey().reversed())
                .limit(rule.count())
                .map(entry -> newest(entry.getValue()))
                .toList();
    }

    @Test
    void theHistoriesAreWorthTrying() {
        var seen = new HashSet<String>();
        forAll(one -> {
            one.policy()
                    .plan(one.candidates(), NOW)
                    .decisions()
                    .forEach(decision -> seen.add(decision.candidate().state() + " " + decision.action()));
            seen.add(one.verified().findAny().isEmpty() ? "nothing verified" : "something verified");
        });
        assertThat(seen).hasSize(2 * State.values().length + 2);
    }

    @Test
    void everyCandidateIsDecidedOnOnce() {
        forAll(one -> assertThat(one.policy().plan(one.candidates(), NOW).decisions())
                .allSatisfy(decision -> assertThat(decision.why()).isNotBlank())
                .extracting(RetentionPolicy.Decision::candidate)
                .isEqualTo(one.candidates()));
    }

    @Test
    void theNewestVerifiedOfEachSourceIsKept() {
        forAll(one -> assertThat(one.kept())
                .containsAll(one.verifiedBySource()
                        .map(RetentionPropertiesTest::newest)
                        .toList()));
    }

    @Test
    void thePinnedAndThoseBeingReadAreKept() {
        forAll(one -> assertThat(one.deleted()).noneMatch(candidate -> candidate.pinned() || candidate.beingRead()));
    }

    @Test
    void nothingIsDeletedOfASourceWithoutAVerifiedBackup() {
        forAll(one -> {
            var safe = one.verified().map(Candidate::source).toList();
            assertThat(one.deleted()).extracting(Candidate::source).isSubsetOf(safe);
        });
    }

    @Test
    void theNewestOfEachPeriodThatARuleCoversIsKept() {
        forAll(one -> one.policy()
                .rules()
                .forEach(rule -> one.verifiedBySource()
                        .forEach(verified -> assertThat(one.kept()).containsAll(standing(rule, verified)))));
    }

    @Test
    void aVerifiedOneThatNobodyNeedsIsDeleted() {
        forAll(one -> {
            var needed = new HashSet<Candidate>();
            one.verifiedBySource().forEach(verified -> {
                needed.add(newest(verified));
                one.policy().rules().forEach(rule -> needed.addAll(standing(rule, verified)));
            });
            assertThat(one.deleted())
                    .containsAll(one.verified()
                            .filter(candidate -> !candidate.pinned() && !candidate.beingRead())
                            .filter(candidate -> !needed.contains(candidate))
                            .toList());
        });
    }

    @Test
    void theYoungAndUndecidedAreKept() {
        forAll(one -> assertThat(one.deleted()).allSatisfy(candidate -> {
            var age = Duration.between(candidate.moment(), NOW);
            Optional<Duration> least = switch (candidate.state()) {
                case VERIFIED -> Optional.empty();
                case UNVERIFIED, FAILED -> Optional.of(Duration.ofDays(7));
                case INCOMPLETE -> Optional.of(Duration.ofDays(2));
            };
            assertThat(age).isGreaterThanOrEqualTo(least.orElse(age));
        }));
    }

    @Test
    void applyingThePlanTwiceDeletesNothingMore() {
        forAll(one -> {
            var left = one.policy().plan(one.candidates(), NOW).with(Action.KEEP);
            assertThat(one.policy().plan(left, NOW).with(Action.DELETE)).isEmpty();
        });
    }

    @Test
    void aLargerNumberKeepsNoLess() {
        forAll(one -> {
            for (Rule grown : one.policy().rules()) {
                var rules = one.policy().rules().stream()
                        .map(rule -> rule.equals(grown) ? new Rule(rule.period(), rule.count() + 1) : rule)
                        .toList();
                assertThat(one.keptBy(new RetentionPolicy(rules))).containsAll(one.kept());
            }
        });
    }

    @Test
    void whatIsNotVerifiedChangesNothingForWhatIs() {
        forAll(one -> {
            var verified = one.verified().toList();
            assertThat(new Case(one.policy(), verified).kept())
                    .isEqualTo(new HashSet<>(
                            one.kept().stream().filter(verified::contains).toList()));
        });
    }
}
