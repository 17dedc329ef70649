package catalog;

import static java.util.stream.Collectors.joining;

import catalog.RetentionPolicy.Action;
import catalog.RetentionPolicy.Candidate;
import catalog.RetentionPolicy.Decision;
import catalog.RetentionPolicy.Rule;
import catalog.RetentionPolicy.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The backups of one source. `verified` are newest first; `standing` has the one that stands for each period
/// that a rule covers.
record History(List<Rule> rules, Instant now, List<Candidate> verified, Map<String, Candidate> standing) {

    static History of(List<Candidate> candidates, List<Rule> rules, Instant now) {
        var verified = candidates.stream()
                .filter(candidate -> candidate.state() == State.VERIFIED)
                .sorted(Comparator.comparing(Candidate::moment)
                        .thenComparing(Candidate::id)
                        .reversed())
                .toList();
        var standing = new HashMap<String, Candidate>();
        rules.forEach(rule -> standing.putAll(standing(rule, verified)));
        return new History(rules, now, verified, standing);
    }

    private static Map<String, Candidate> standing(Rule rule, List<Candidate> verified) {
        var newest = new LinkedHashMap<String, Candidate>();
        for (var candidate : verified) {
            String period = rule.period().of(candidate.moment());
            if (newest.size() < rule.count()) {
                newest.putIfAbsent(period, candidate);
            }
        }
        return newest;
    }

    Decision decide(Candidate candidate) {
        if (candidate.pinned()) {
            return keep(candidate, "pinned");
        }
        if (candidate.beingRead()) {
            return keep(candidate, "being read");
        }
        if (verified.isEmpty()) {
            return keep(candidate, "no backup of " + candidate.source() + " is verified");
        }
        return switch (candidate.state()) {
            case VERIFIED -> verified(candidate);
            case UNVERIFIED -> unverified(candidate);
            case FAILED ->
                isWithin(RetentionPolicy.UNDECIDED_KEPT, candidate)
                        ? keep(candidate, "failed, kept 7 days to look into it")
                        : delete(candidate, "failed, older than 7 days");
            case INCOMPLETE ->
                isWithin(RetentionPolicy.UNSEALED_KEPT, candidate)
                        ? keep(candidate, "may still be written")
                        : delete(candidate, "never finished, older than 2 days");
        };
    }

    private Decision verified(Candidate candidate) {
        if (candidate.equals(verified.getFirst())) {
            return keep(candidate, "the newest verified");
        }
        String stands =
                periods(candidate).filter(period -> isFor(period, candidate)).collect(joining(", "));
        return stands.isEmpty() ? delete(candidate, superseded(candidate)) : keep(candidate, stands);
    }

    private Stream<String> periods(Candidate candidate) {
        return rules.stream().map(rule -> rule.period().of(candidate.moment()));
    }

    private boolean isFor(String period, Candidate candidate) {
        return candidate.equals(standing.get(period));
    }

    private String superseded(Candidate candidate) {
        return periods(candidate)
                .filter(standing::containsKey)
                .findFirst()
                .map(period -> "a newer one stands for " + period)
                .orElse("older than every rule");
    }

    private Decision unverified(Candidate candidate) {
        if (candidate.moment().isAfter(verified.getFirst().moment())) {
            return keep(candidate, "not verified yet, newer than the newest verified");
        }
        return isWithin(RetentionPolicy.UNDECIDED_KEPT, candidate)
                ? keep(candidate, "not verified yet")
                : delete(candidate, "never verified, older than 7 days");
    }

    private boolean isWithin(Duration time, Candidate candidate) {
        return candidate.moment().isAfter(now.minus(time));
    }

    private static Decision keep(Candidate candidate, String why) {
        return new Decision(candidate, Action.KEEP, why);
    }

    private static Decision delete(Candidate candidate, String why) {
        return new Decision(candidate, Action.DELETE, why);
    }
}
