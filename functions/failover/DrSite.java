package failover;

import base.ConfigurationFailure;
import cloud.azure.Answer;
import cloud.azure.Capacity;
import cloud.azure.Progress;
import cloud.azure.Resource;
import cloud.azure.ResourceManager;
import cloud.azure.ResourceType;
import incident.Failover;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Brings the DR site up, one look at a time: each look orders what is missing and returns. Where Azure stands is read
/// from Azure; what is remembered only saves work, and may be lost.
final class DrSite {
    /// What is made for a failover carries its id under this name.
    static final String TAG = "lifeboat-failover";
    /// Azure gives up on a deployment for reasons that pass; more often than this it is no accident.
    private static final int ORDERS_MAX = 4;

    /// It is busy, with something that ends.
    private static final Set<String> BUSY =
            Set.of("AnotherOperationInProgress", "ServerIsBusy", "DeploymentActive", "OperationPreempted");

    private static final Set<String> PASSING =
            Set.of("Conflict", "RetryableError", "InternalServerError", "Canceled", "ServiceUnavailable");

    /// A resource in such a state is of no use, and does not mend itself.
    static final Set<String> LEFTOVER = Set.of("Failed", "Deleting");

    /// A plan with other zones than what stands, as after a resumed failover, is passed over.
    private static final Set<String> IMMOVABLE =
            Set.of("PropertyChangeNotAllowed", "ResourceAvailabilityZonesCannotBeModified");

    private final Supplier<ResourceManager> azure;
    private final DrPlan plan;
    private final DrTemplate template;

    DrSite(Supplier<ResourceManager> azure, DrPlan plan, DrTemplate template) {
        this.azure = azure;
        this.plan = plan;
        this.template = template;
    }

    /// What a look found: nothing is left to wait for, or what.
    record Look(List<String> waitingFor) {
        static final Look READY = new Look(List.of());

        static Look waiting(String what) {
            return new Look(List.of(what));
        }

        boolean isReady() {
            return waitingFor.isEmpty();
        }
    }

    private List<DrPart> parts() {
        return DrPart.all(plan);
    }

    /// Looks once and orders what is missing. May run any number of times, also side by side.
    Look advance(Task.Turn turn) {
        var memory = new DrMemory(turn);
        var manager = azure.get();
        if (!memory.isBegun() && !inherited(memory, turn)) {
            firstLook(manager, memory);
        }
        var deployed = isDeploymentNeeded(memory) ? deploy(manager, memory, turn) : Look.READY;
        return deployed.isReady() ? start(manager, memory) : deployed;
    }

    /// A drill that is at work has changed what is there; how it was before, the drill knows.
    private boolean inherited(DrMemory memory, Task.Turn turn) {
        var drill = turn.failovers()
                .open(Failover.Kind.DRILL)
                .filter(found -> !turn.failover().isDrill());
        return drill.isPresent() && memory.inherit(drill.get());
    }

    private void firstLook(ResourceManager manager, DrMemory memory) {
        for (var part : parts()) {
            memory.keepBefore(
                    part,
                    manager.resource(part.type(), part.name())
                            .map(found -> found.power() == Resource.Power.STOPPED ? "stopped" : "running")
                            .orElse("absent"));
        }
        memory.keepExisted(manager.resources().stream().map(Resource::id).toList());
    }

    private boolean isDeploymentNeeded(DrMemory memory) {
        return memory.plan() > 0
                || parts().stream().anyMatch(part -> memory.before(part).equals("absent"));
    }

    private Look deploy(ResourceManager manager, DrMemory memory, Task.Turn turn) {
        String name = deploymentName(turn, memory);
        var state = manager.deployment(name);
        if (state.isEmpty()) {
            return order(manager, memory, turn, name);
        }
        return switch (state.get().progress()) {
            case Progress.Succeeded done -> Look.READY;
            case Progress.Running(Duration after) -> Look.waiting("the deployment " + name);
            case Progress.Lost lost -> order(manager, memory, turn, name);
            case Progress.Failed(String code, String message) ->
                isPassing(code, memory)
                        ? order(manager, memory, turn, name)
                        : failed(memory, "the deployment " + name, code, message);
        };
    }

    /// The same order under the same name does the same, so a repeated one makes nothing twice.
    private static String deploymentName(Task.Turn turn, DrMemory memory) {
        return turn.failover().id() + "-" + turn.failover().attempt() + "-" + memory.plan();
    }

    private Look order(ResourceManager manager, DrMemory memory, Task.Turn turn, String name) {
        plan.demandClients(memory.plan());
        var stillborn = stillborn(manager, memory);
        if (stillborn.isPresent()) {
            delete(manager, stillborn.get());
            return Look.waiting("the removal of the application that Azure had no room for");
        }
        memory.countOrder();
        memory.keepDeployment(name);
        var parameters = template.parameters(
                plan.plan(memory.plan()),
                turn.failover().site(),
                turn.failover().id());
        var answer = manager.deploy(name, template.text(), parameters);
        return switch (answer) {
            case Answer.Accepted(Optional<URI> operation, Duration after) -> Look.waiting("the deployment " + name);
            case Answer.Done done -> Look.waiting("the deployment " + name);
            case Answer.Busy(String code, Duration after) -> Look.waiting("the deployment " + name + ": " + code);
            case Answer.Refused(int status, String code, String message) ->
                failed(memory, "the deployment " + name, code, message);
        };
    }

    /// A machine that Azure had no room for stays behind as failed, and keeps its zone for ever. One that was there
    /// before this failover is left alone, for something may be on it.
    private Optional<Resource> stillborn(ResourceManager manager, DrMemory memory) {
        return Optional.of(DrPart.application(plan))
                .filter(machine -> memory.before(machine).equals("absent"))
                .flatMap(machine -> manager.resource(machine.type(), machine.name()))
                .filter(machine ->
                        machine.provisioningState().filter(LEFTOVER::contains).isPresent());
    }

    private static boolean isPassing(String code, DrMemory memory) {
        return BUSY.contains(code) || PASSING.contains(code) && memory.orders() < ORDERS_MAX;
    }

    /// Whether another size or zone may do.
    static boolean isPassedOver(String code, String message) {
        return Capacity.isCapacity(code) || IMMOVABLE.contains(code) && message.contains("zone");
    }

    /// Another size or zone, if there is none of this one; else a person must see to it.
    private Look failed(DrMemory memory, String what, String code, String message) {
        int next = memory.plan() + 1;
        if (!isPassedOver(code, message)) {
            throw new ConfigurationFailure(
                    what + " failed: " + code + ": " + message,
                    "Look at it in the Azure portal, correct it, then lifeboat failover --resume.");
        }
        if (!plan.hasPlan(next)) {
            throw new ConfigurationFailure(
                    what + " failed: " + code + ": " + message + "; no further plan is configured",
                    "Ask Azure for quota, or add sizes and zones to DrPlanB, then lifeboat failover --resume.");
        }
        memory.keepPlan(next);
        return Look.waiting("plan " + next + " instead, because of " + code);
    }

    private Look start(ResourceManager manager, DrMemory memory) {
        var waiting = new ArrayList<String>();
        for (var part : parts()) {
            var look = start(manager, memory, part);
            waiting.addAll(look.waitingFor());
        }
        return new Look(waiting);
    }

    /// What was created a moment ago may not be known yet, so absence is a reason to wait.
    private Look start(ResourceManager manager, DrMemory memory, DrPart part) {
        var found = manager.resource(part.type(), part.name());
        var power = found.map(Resource::power).orElse(Resource.Power.UNKNOWN);
        return switch (power) {
            case RUNNING -> Look.READY;
            case CHANGING, UNKNOWN -> Look.waiting("the " + part.word());
            case STOPPED ->
                memory.operation(part).isEmpty() ? orderStart(manager, memory, part) : follow(manager, memory, part);
        };
    }

    private Look orderStart(ResourceManager manager, DrMemory memory, DrPart part) {
        String what = "the start of the " + part.word();
        return switch (manager.act(part.type(), part.name(), "start")) {
            case Answer.Accepted(Optional<URI> operation, Duration after) -> {
                memory.keepOperation(part, operation.map(URI::toString).orElse(""));
                yield Look.waiting(what);
            }
            case Answer.Done done -> Look.waiting(what);
            case Answer.Busy(String code, Duration after) -> Look.waiting(what + ": " + code);
            case Answer.Refused(int status, String code, String message) -> failed(memory, what, code, message);
        };
    }

    private Look follow(ResourceManager manager, DrMemory memory, DrPart part) {
        String what = "the start of the " + part.word();
        return switch (manager.poll(URI.create(memory.operation(part)))) {
            case Progress.Running(Duration after) -> Look.waiting(what);
            case Progress.Succeeded done -> {
                memory.keepOperation(part, "");
                yield Look.waiting(what);
            }
            case Progress.Lost lost -> {
                memory.keepOperation(part, "");
                yield orderStart(manager, memory, part);
            }
            case Progress.Failed(String code, String message) -> {
                memory.keepOperation(part, "");
                yield PASSING.contains(code) || BUSY.contains(code)
                        ? Look.waiting(what + ": " + code)
                        : failed(memory, what, code, message);
            }
        };
    }

    /// Deletes what was made for this failover and stops what it started. Returns what is still there. May run any
    /// number of times.
    List<String> takeBack(Task.Turn turn) {
        var memory = new DrMemory(turn);
        if (!memory.isBegun() || isOfOthers(turn)) {
            return List.of();
        }
        var manager = azure.get();
        if (isDeploying(manager, memory)) {
            return List.of("the deployment " + memory.deployment());
        }
        var left = new ArrayList<String>();
        var made = made(manager, memory, turn.failover().id());
        for (var resource : nextToDelete(made)) {
            if (isOfOthers(turn)) {
                return List.of();
            }
            delete(manager, resource);
        }
        made.forEach(resource -> left.add(resource.name()));
        for (var part : parts()) {
            if (!isOfOthers(turn) && !isAsBefore(manager, memory, part)) {
                left.add("the " + part.word());
            }
        }
        return left;
    }

    /// The lists of Azure lag behind, so the parts are asked for by their names as well.
    private static boolean isAsBefore(ResourceManager manager, DrMemory memory, DrPart part) {
        return switch (memory.before(part)) {
            case "stopped" -> isStopped(manager, part);
            case "absent" -> isAbsent(manager, part);
            default -> true;
        };
    }

    private static boolean isAbsent(ResourceManager manager, DrPart part) {
        var found = manager.resource(part.type(), part.name());
        found.ifPresent(resource -> delete(manager, resource, part.type()));
        return found.isEmpty();
    }

    /// What a drill has started or made belongs to the failover that began meanwhile.
    private static boolean isOfOthers(Task.Turn turn) {
        return turn.failover().isDrill()
                && turn.failovers().open(Failover.Kind.REAL).isPresent();
    }

    private static boolean isDeploying(ResourceManager manager, DrMemory memory) {
        return !memory.deployment().isEmpty()
                && manager.deployment(memory.deployment())
                        .filter(state -> state.progress() instanceof Progress.Running)
                        .isPresent();
    }

    /// What carries the tag and was not there before. What was there, such as a reserved address, gets the tag too.
    private static List<Resource> made(ResourceManager manager, DrMemory memory, String id) {
        var existed = memory.existed().stream()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .toList();
        return manager.resources(TAG, id).stream()
                .filter(resource -> !existed.contains(resource.id().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /// What uses others goes first; the rest must wait until that is gone. What costs most is in the first wave.
    private static List<Resource> nextToDelete(List<Resource> made) {
        var limit = made.stream()
                .flatMap(resource -> ResourceType.of(resource.type()).stream())
                .min(Comparator.naturalOrder())
                .map(first -> first.compareTo(ResourceType.FLEXIBLE_SERVER) > 0 ? first : ResourceType.FLEXIBLE_SERVER);
        return made.stream()
                .filter(resource -> limit.isEmpty()
                        || ResourceType.of(resource.type())
                                .filter(type -> type.compareTo(limit.get()) <= 0)
                                .isPresent())
                .toList();
    }

    private static void delete(ResourceManager manager, Resource resource) {
        var type = ResourceType.of(resource.type())
                .orElseThrow(() -> new ConfigurationFailure(
                        "cannot delete " + resource.name() + ": Lifeboat does not know " + resource.type(),
                        "Delete it by hand, then lifeboat failover --resume."));
        delete(manager, resource, type);
    }

    private static void delete(ResourceManager manager, Resource resource, ResourceType type) {
        if (manager.delete(type, resource.name()) instanceof Answer.Refused(int status, String code, String message)
                && status == 403) {
            throw new ConfigurationFailure(
                    "cannot delete " + resource.name() + ": " + code + ": " + message,
                    "Let Lifeboat's identity delete in the resource group, or delete it by hand.");
        }
    }

    /// Orders that it stop, if it runs.
    private static boolean isStopped(ResourceManager manager, DrPart part) {
        var power = manager.resource(part.type(), part.name()).map(Resource::power);
        if (power.equals(Optional.of(Resource.Power.RUNNING))) {
            manager.act(part.type(), part.name(), part.stop());
        }
        return power.isEmpty() || power.equals(Optional.of(Resource.Power.STOPPED));
    }
}
