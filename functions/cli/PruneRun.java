package cli;

import catalog.RetentionPolicy;
import catalog.RetentionPolicy.Candidate;
import catalog.RetentionPolicy.Decision;
import catalog.RetentionPolicy.State;
import cli.PruneReport.Line;
import cli.PruneReport.Result;
import engine.stored.Pruning;
import engine.stored.Survey.Found;
import java.time.Instant;

/// Asks the policy about every backup in a store and does what it says. A deletion that fails does not stop the
/// others.
record PruneRun(Pruning pruning, RetentionPolicy policy, boolean dryRun) {

    PruneReport at(Instant now) {
        var candidates = pruning.look().stream().map(PruneRun::candidate).toList();
        return new PruneReport(
                dryRun,
                policy.plan(candidates, now).decisions().stream()
                        .map(this::carryOut)
                        .toList());
    }

    private static Candidate candidate(Found found) {
        return new Candidate(
                found.dump().id(),
                found.source(),
                found.moment(),
                State.valueOf(found.state().name()),
                found.pinned(),
                found.beingRead());
    }

    private Line carryOut(Decision decision) {
        var candidate = decision.candidate();
        return switch (decision.action()) {
            case KEEP -> new Line(candidate, Result.KEEP, decision.why());
            case DELETE ->
                dryRun ? new Line(candidate, Result.DELETE, decision.why()) : delete(candidate, decision.why());
        };
    }

    private Line delete(Candidate candidate, String why) {
        return switch (pruning.delete(candidate.id())) {
            case Pruning.Outcome.Deleted deleted -> new Line(candidate, Result.DELETED, why);
            case Pruning.Outcome.Held held -> new Line(candidate, Result.KEEP, held.why());
            case Pruning.Outcome.Failed failed ->
                new Line(candidate, Result.FAILED, failed.failure().summary());
        };
    }
}
