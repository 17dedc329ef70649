package failover;

import base.ConfigurationFailure;
import base.Secret;
import java.util.Map;
import java.util.Optional;

/// Asks a person, and ends. The state machine waits for the answer, which comes with the token that is kept here.
final class AskPerson implements Task {
    private final Operators operators;

    AskPerson(Operators operators) {
        this.operators = operators;
    }

    @Override
    public Result run(Turn turn) {
        String token = Optional.ofNullable(turn.input().get("token"))
                .map(String::valueOf)
                .orElseThrow(
                        () -> new ConfigurationFailure("there is no task token", "Start the workflow, not the task."));
        String question = question(turn);
        turn.failovers().ask(turn.failover().id(), turn.step(), question, new Secret(token));
        operators.tell(
                "A failover of " + turn.failover().site() + " waits for you",
                question + "\n\nGo on:      lifeboat failover --approve\nGive it up: lifeboat failover --stand-down\n"
                        + "Look first: lifeboat status\n");
        return new Result("waits for a person: " + question, Map.of(), false);
    }

    private static String question(Turn turn) {
        var failover = turn.failover();
        String outage =
                failover.step("ConfirmOutage").map(step -> step.outcome()).orElse("");
        String fence = failover.step("FencePrimary").map(step -> step.outcome()).orElse("");
        return fence.isEmpty()
                ? "Move the site of " + failover.site() + " to Azure? Outage since "
                        + failover.trigger().at() + ": " + outage
                : "Open the site in Azure although " + fence + "? If the primary still takes writes, they are lost.";
    }

    @Override
    public String rehearse(Rehearsal rehearsal) {
        return "could ask; no mail is sent for a rehearsal";
    }
}
