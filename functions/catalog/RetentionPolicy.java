package catalog;

import base.ConfigurationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How long backups are kept: for each rule the newest VERIFIED backup of each of the most recent periods that
/// have one. Each source has a history of its own. What nobody verified counts for no rule, and where nothing is
/// verified nothing is deleted.
public record RetentionPolicy(List<Rule> rules) {
    /// How long a backup without a verdict, or with a bad one, is kept for somebody to look into.
    public static final Duration UNDECIDED_KEPT = Duration.ofDays(7);

    /// How long a folder without a seal may still be one that is being written.
    public static final Duration UNSEALED_KEPT = Duration.ofDays(2);

    private static final int COUNT_MAX = 1000;
    private static final String HINT =
            "Write it as in daily:7,weekly:4,monthly:12,yearly:3: each part at most once, numbers from 1 to 1000.";

    /// `count` periods have one backup each.
    public record Rule(Period period, int count) {}

    /// A backup that may go. `moment` is that of its snapshot or, if it has none, the latest at which it can have
    /// been begun.
    public record Candidate(String id, String source, Instant moment, State state, boolean pinned, boolean beingRead) {}

    public enum State {
        /// Sealed, restored and found equal.
        VERIFIED,
        /// Sealed, with no verdict that settles the question.
        UNVERIFIED,
        /// Sealed, but damaged or found different.
        FAILED,
        /// Without a seal: being written, or left behind.
        INCOMPLETE
    }

    public enum Action {
        KEEP,
        DELETE
    }

    /// What is to become of a backup, and why, for a person.
    public record Decision(Candidate candidate, Action action, String why) {}

    /// A decision for every candidate, in their order.
    public record Plan(List<Decision> decisions) {
        public List<Candidate> with(Action action) {
            return decisions.stream()
                    .filter(decision -> decision.action() == action)
                    .map(Decision::candidate)
                    .toList();
        }
    }

    /// Reads `daily:7,weekly:4,monthly:12,yearly:3`. Each part may be left out, but not all of them.
    public static RetentionPolicy parse(String text) {
        var rules = new ArrayList<Rule>();
        for (String part : text.split(",", -1)) {
            var rule = rule(part.strip(), text);
            if (rules.stream().anyMatch(other -> other.period() == rule.period())) {
                throw wrong(text, "has " + rule.period().word() + " twice");
            }
            rules.add(rule);
        }
        rules.sort(Comparator.comparing(Rule::period));
        return new RetentionPolicy(List.copyOf(rules));
    }

    private static Rule rule(String part, String text) {
        int colon = part.indexOf(':');
        var period = Stream.of(Period.values())
                .filter(known -> part.startsWith(known.word() + ":"))
                .findFirst()
                .orElseThrow(() -> wrong(text, "has an unknown part, \"" + part + "\""));
        return count(part.substring(colon + 1))
                .map(count -> new Rule(period, count))
                .orElseThrow(() -> wrong(text, "has a wrong number in \"" + part + "\""));
    }

    private static Optional<Integer> count(String digits) {
        return Optional.of(digits)
                .filter(number -> number.matches("[0-9]{1,4}"))
                .map(Integer::valueOf)
                .filter(count -> count >= 1 && count <= COUNT_MAX);
    }

    private static ConfigurationFailure wrong(String text, String problem) {
        return new ConfigurationFailure("\"" + text + "\" is no retention policy: it " + problem, HINT);
    }

    /// Decides about all backups in a store at once.
    public Plan plan(List<Candidate> candidates, Instant now) {
        var histories = new HashMap<String, History>();
        return new Plan(candidates.stream()
                .map(candidate -> histories
                        .computeIfAbsent(candidate.source(), source -> history(source, candidates, now))
                        .decide(candidate))
                .toList());
    }

    private History history(String source, List<Candidate> candidates, Instant now) {
        return History.of(
                candidates.stream()
                        .filter(candidate -> candidate.source().equals(source))
                        .toList(),
                rules,
                now);
    }
}
