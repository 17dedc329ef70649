package failover;

import base.ConfigurationFailure;
import base.Deadline;
import base.Pause;
import base.TransientFailure;
import cloud.azure.Answer;
import cloud.azure.Progress;
import cloud.azure.Resource;
import cloud.azure.ResourceManager;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What Azure would say to the orders of a failover, and how the DR site stands. Gives no order.
final class DrRehearsal {
    private static final String NAME = "rehearsal";

    private final Supplier<ResourceManager> azure;
    private final DrPlan plan;
    private final DrTemplate template;
    private final String site;
    private final Pause pause;

    DrRehearsal(Supplier<ResourceManager> azure, DrPlan plan, DrTemplate template, String site, Pause pause) {
        this.azure = azure;
        this.plan = plan;
        this.template = template;
        this.site = site;
        this.pause = pause;
    }

    /// Asks Azure for every plan whether it would take the order. Each must be right; of room there must be enough for
    /// one of them.
    String ask(Deadline deadline) {
        plans().forEach(plan::demandClients);
        var manager = azure.get();
        var answers = plans().mapToObj(number -> order(manager, number)).toList();
        var passedOver = new ArrayList<String>();
        for (int number = 0; number < answers.size(); number++) {
            if (settled(manager, answers.get(number), deadline)
                    instanceof Progress.Failed(String code, String message)) {
                refuseIfWrong(number, code, message);
                passedOver.add(DrPlan.word(number) + " (" + code + ")");
            }
        }
        return told(answers.size(), passedOver);
    }

    private IntStream plans() {
        return IntStream.rangeClosed(0, plan.alternatives().size());
    }

    private Answer order(ResourceManager manager, int number) {
        return manager.whatIf(NAME + "-" + number, template.text(), template.parameters(plan.plan(number), site, NAME));
    }

    private static String told(int plans, List<String> passedOver) {
        String none = String.join(", ", passedOver);
        if (passedOver.size() == plans) {
            throw new ConfigurationFailure(
                    "Azure has no room for any plan: " + none,
                    "Ask Azure for quota, or add sizes and zones to DrPlanB.");
        }
        return "Azure would take " + (plans - passedOver.size()) + " of " + plans + " plans"
                + (none.isEmpty() ? "" : "; no room now for " + none);
    }

    private static void refuseIfWrong(int number, String code, String message) {
        if (!DrSite.isPassedOver(code, message)) {
            throw new ConfigurationFailure(
                    "Azure would refuse " + DrPlan.word(number) + ": " + code + ": " + message,
                    "Correct DrParameters or DrPlanB, or give Lifeboat's identity the role that it needs there.");
        }
    }

    private Progress settled(ResourceManager manager, Answer answer, Deadline deadline) {
        return switch (answer) {
            case Answer.Done done -> new Progress.Succeeded();
            case Answer.Refused(int status, String code, String message) -> new Progress.Failed(code, message);
            case Answer.Busy(String code, Duration after) -> throw undecided("is busy: " + code);
            case Answer.Accepted(Optional<URI> operation, Duration after) ->
                followed(manager, operation.orElseThrow(() -> undecided("does not say where to ask")), after, deadline);
        };
    }

    private Progress followed(ResourceManager manager, URI operation, Duration after, Deadline deadline) {
        var wait = after;
        while (wait.compareTo(deadline.left()) < 0) {
            pause.sleep(wait);
            switch (manager.poll(operation)) {
                case Progress.Running(Duration again) -> wait = again;
                case Progress.Lost lost -> throw undecided("has forgotten the question");
                case Progress.Succeeded succeeded -> {
                    return succeeded;
                }
                case Progress.Failed failed -> {
                    return failed;
                }
            }
        }
        throw undecided("does not say in time");
    }

    private static TransientFailure undecided(String why) {
        return new TransientFailure("Azure " + why + " whether it would take the DR site", "Rehearse again later.");
    }

    /// How the parts of the DR site are. A part that is broken would be in the way, and a standby that is not among
    /// them is not what the application would read.
    String look(Standby standby) {
        standby.refuseAnotherThan(plan);
        var manager = azure.get();
        standby.demand(plan, manager);
        return DrPart.all(plan).stream().map(part -> state(manager, part)).collect(Collectors.joining(", "));
    }

    private static String state(ResourceManager manager, DrPart part) {
        var found = manager.resource(part.type(), part.name());
        found.flatMap(Resource::provisioningState)
                .filter(DrSite.LEFTOVER::contains)
                .ifPresent(state -> refuse(part, state));
        return "the " + part.word() + " is "
                + found.map(resource -> resource.power().name().toLowerCase(Locale.ROOT))
                        .orElse("not there yet");
    }

    private static void refuse(DrPart part, String state) {
        throw new ConfigurationFailure(
                "the " + part.word() + " " + part.name() + " is " + state,
                "Look at it in the Azure portal; mend or delete it.");
    }

    /// How much there is to look after.
    String count() {
        return azure.get().resources().size() + " resources in the resource group";
    }
}
