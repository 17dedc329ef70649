package testkit.fake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import testkit.fake.Shortages.When;

/// The resource group of the stand-in: what is in it, and what is going on.
final class ArmGroup {
    private final String path;
    private final Clock clock;
    private final ArmDurations durations;
    private final Shortages shortages;
    private final Map<String, LiveResource> resources = new LinkedHashMap<>();
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private Duration hidden = Duration.ZERO;

    ArmGroup(String path, Clock clock, ArmDurations durations, Shortages shortages) {
        this.path = path;
        this.clock = clock;
        this.durations = durations;
        this.shortages = shortages;
    }

    void hidden(Duration afterCreation) {
        hidden = afterCreation;
    }

    Instant now() {
        return clock.instant();
    }

    /// Lets everything happen whose time has come, in the order of time.
    void settle() {
        operations.values().stream()
                .filter(operation -> !operation.over())
                .sorted(Comparator.comparing(Operation::end))
                .toList()
                .forEach(operation -> operation.settle(now()));
    }

    Optional<Operation> operation(String id) {
        return Optional.ofNullable(operations.get(id));
    }

    Optional<LiveResource> find(String type, String name) {
        return Optional.ofNullable(resources.get(key(type, name)));
    }

    List<LiveResource> all() {
        return List.copyOf(resources.values());
    }

    /// Begins something that takes its time.
    Operation begin(String verb, Instant end, Map<String, Object> error, Runnable effect) {
        String id = String.format(Locale.ROOT, "00000000-0000-0000-0000-%012d", numbers.incrementAndGet());
        var operation = new Operation(id, verb, end, error, effect);
        operations.put(id, operation);
        return operation;
    }

    /// Begins to think about a question; `error` is its answer, empty if all is well.
    Operation ask(Map<String, Object> error) {
        return begin("whatIf", after("Microsoft.Resources/deployments", "whatIf"), error, () -> {});
    }

    private Instant after(String type, String verb) {
        return now().plus(durations.of(type, verb));
    }

    /// Creates or updates a resource as a template says. A failure that is known at once is an operation too: a
    /// deployment fails at its end, not at its beginning.
    Operation put(TemplateExpansion.Described wanted) {
        var known = find(wanted.type(), wanted.name());
        var refused = known.flatMap(resource -> notNow(resource, "write"))
                .or(() -> stoppedParent(wanted))
                .or(() -> known.flatMap(resource -> moved(resource, wanted)));
        if (refused.isPresent()) {
            return begin("update", now(), error(refused.get()), () -> {});
        }
        boolean anew = known.isEmpty() || known.get().provisioning().equals("Failed");
        var resource =
                known.orElseGet(() -> new LiveResource(wanted.type(), wanted.name(), id(wanted.type(), wanted.name())));
        resources.put(key(wanted.type(), wanted.name()), resource);
        resource.merge(wanted.body());
        return anew ? create(resource) : update(resource);
    }

    private static Optional<Reply> moved(LiveResource resource, TemplateExpansion.Described wanted) {
        var zones = JsonText.list(resource.body().get("zones"));
        var others = JsonText.list(wanted.body().get("zones"));
        return zones.equals(others)
                ? Optional.empty()
                : Optional.of(ArmTypes.immovable(resource.type(), resource.id(), zones, others));
    }

    /// What belongs to a server cannot be written while the server is stopped.
    private Optional<Reply> stoppedParent(TemplateExpansion.Described wanted) {
        return resources.values().stream()
                .filter(resource -> resource.type().equals(ArmTypes.DATABASE))
                .filter(resource -> wanted.name().startsWith(resource.name() + "/"))
                .filter(resource -> resource.current().isEmpty())
                .flatMap(resource -> notNow(resource, "write").stream())
                .findFirst();
    }

    private Operation create(LiveResource resource) {
        var error = shortages
                .find(When.WHILE_CREATING, resource.type(), resource.json())
                .map(ArmGroup::error)
                .orElseGet(Map::of);
        var end = after(resource.type(), "create");
        resource.knownFrom(hidden.isZero() ? Instant.MIN : end.plus(hidden));
        var operation = begin("create", end, error, () -> {
            resource.becomes(error.isEmpty() ? "Succeeded" : "Failed", error.isEmpty() ? "running" : "");
            if (error.isEmpty()) {
                Machines.disk(resource).ifPresent(this::put);
            }
        });
        resource.begins(operation, "Creating", "starting");
        return operation;
    }

    /// An update of a gateway that is stopped starts it.
    private Operation update(LiveResource resource) {
        String power = resource.type().equals(ArmTypes.GATEWAY) ? "running" : resource.power();
        var operation =
                begin("update", after(resource.type(), "update"), Map.of(), () -> resource.becomes("Succeeded", power));
        resource.begins(operation, "Updating", resource.power());
        return operation;
    }

    /// Why a resource cannot be changed now, if it cannot.
    Optional<Reply> notNow(LiveResource resource, String verb) {
        var current = resource.current();
        if (current.isPresent()) {
            return Optional.of(ArmTypes.busy(
                    resource.type(), resource.name(), current.get().id()));
        }
        boolean asleep =
                resource.type().equals(ArmTypes.DATABASE) && resource.power().equals("stopped");
        return asleep && !verb.equals("start")
                ? Optional.of(Reply.error(
                        409,
                        "ServerUnavailableForOperation",
                        "Operation '" + verb + "' cannot be performed as server '" + resource.name()
                                + "' is currently in state 'Stopped'."))
                : Optional.empty();
    }

    /// Starts, stops or restarts.
    Operation act(LiveResource resource, String action) {
        boolean up = action.equals("start") || action.equals("restart");
        var error = up
                ? shortages
                        .find(When.ON_START, resource.type(), resource.json())
                        .map(ArmGroup::error)
                        .orElseGet(Map::of)
                : Map.<String, Object>of();
        String before = resource.power();
        String after = up ? "running" : action.equals("deallocate") ? "deallocated" : "stopped";
        var operation = begin(
                action,
                after(resource.type(), action),
                error,
                () -> resource.becomes("Succeeded", error.isEmpty() ? after : before));
        resource.begins(
                operation, "Updating", up ? "starting" : action.equals("deallocate") ? "deallocating" : "stopping");
        return operation;
    }

    Operation delete(LiveResource resource) {
        var operation = begin("delete", after(resource.type(), "delete"), Map.of(), () -> {
            resources.values().removeIf(other -> other == resource || inside(other, resource));
            Machines.deletedWith(resource)
                    .forEach(id ->
                            resources.values().removeIf(other -> other.id().equalsIgnoreCase(id)));
        });
        resource.begins(operation, "Deleting", resource.type().equals(ArmTypes.DATABASE) ? "dropping" : "stopping");
        return operation;
    }

    private static boolean inside(LiveResource part, LiveResource whole) {
        return part.id().toLowerCase(Locale.ROOT).startsWith(whole.id().toLowerCase(Locale.ROOT) + "/");
    }

    /// Another resource that must go before this one.
    Optional<LiveResource> user(LiveResource resource) {
        return resources.values().stream()
                .filter(other -> other != resource && needs(other, resource))
                .findFirst();
    }

    private static boolean needs(LiveResource other, LiveResource resource) {
        return switch (resource.type()) {
            case ArmTypes.DNS_ZONE -> inside(other, resource);
            case ArmTypes.DISK -> Machines.has(other, resource);
            default ->
                resource.type().startsWith("microsoft.network/")
                        && !inside(other, resource)
                        && uses(
                                other.json().toLowerCase(Locale.ROOT),
                                resource.id().toLowerCase(Locale.ROOT));
        };
    }

    private static boolean uses(String json, String id) {
        return json.contains('"' + id + '"') || json.contains('"' + id + '/');
    }

    String id(String type, String name) {
        String[] types = type.split("/", -1);
        String[] names = name.split("/", -1);
        var id = new StringBuilder(path + "/providers/" + types[0]);
        for (int i = 0; i < names.length && i + 1 < types.length; i++) {
            id.append('/').append(types[i + 1]).append('/').append(names[i]);
        }
        return id.toString();
    }

    private static String key(String type, String name) {
        return (type + " " + name).toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> error(Shortages.ErrorText text) {
        return new LinkedHashMap<>(Map.of("code", text.code(), "message", text.message()));
    }

    private static Map<String, Object> error(Reply reply) {
        return JsonText.object(
                JsonText.read(reply.body()).map(body -> body.get("error")).orElseThrow());
    }
}
