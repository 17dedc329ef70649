package testkit.azure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which resource waits for which, and an order in which all can be made.
final class Dependencies {
    private final Map<String, Instance> byId = new HashMap<>();
    private final List<Instance> instances;
    private final Set<String> loops;
    private final Map<String, Set<String>> direct = new HashMap<>();

    Dependencies(List<Instance> instances, Set<String> loops) {
        this.instances = instances;
        this.loops = loops;
        instances.forEach(instance -> byId.put(instance.id(), instance));
        instances.forEach(instance -> direct.put(instance.id(), edges(instance)));
    }

    private Set<String> edges(Instance instance) {
        var edges = new LinkedHashSet<String>();
        instance.after().forEach(entry -> edges.addAll(named(entry, instance)));
        for (Instance other : instances) {
            if (instance.loop() != null
                    && instance.loop().equals(other.loop())
                    && instance.batch() > 0
                    && other.turn() / instance.batch() < instance.turn() / instance.batch()) {
                edges.add(other.id());
            }
        }
        deferred(instance.resource().body(), edges);
        return edges;
    }

    /// `reference()` waits by itself for a resource of the same template.
    private void deferred(Object node, Set<String> edges) {
        switch (node) {
            case Map<?, ?> map -> map.values().forEach(value -> deferred(value, edges));
            case List<?> list -> list.forEach(value -> deferred(value, edges));
            case Deferred(String of) when byId.containsKey(of) -> edges.add(of);
            default -> {}
        }
    }

    /// An entry of `dependsOn` is an id, the name of a loop, or a name alone if only one resource has it.
    private Set<String> named(String entry, Instance from) {
        var found = new LinkedHashSet<String>();
        for (Instance other : instances) {
            if (entry.equals(other.id())
                    || entry.equals(other.loop())
                    || entry.equals(other.resource().name())
                    || entry.equals(
                            other.resource().type() + "/" + other.resource().name())) {
                found.add(other.id());
            }
        }
        if (found.size() != 1 && !loops.contains(entry)) {
            throw new ArmTemplate.Invalid(
                    "InvalidTemplate",
                    "the resource '" + entry + "' that '" + from.resource().name() + "' depends on is "
                            + (found.isEmpty() ? "not defined in the template" : "ambiguous: " + found));
        }
        return found;
    }

    /// Each resource after those it waits for, otherwise in the order of the template.
    List<Instance> order() {
        var order = new ArrayList<Instance>();
        var done = new LinkedHashSet<String>();
        while (order.size() < instances.size()) {
            Instance next = instances.stream()
                    .filter(instance -> !done.contains(instance.id()) && done.containsAll(direct(instance.id())))
                    .findFirst()
                    .orElseThrow(() -> circle(done));
            order.add(next);
            done.add(next.id());
        }
        return order;
    }

    private ArmTemplate.Invalid circle(Set<String> done) {
        List<String> left = instances.stream()
                .map(Instance::id)
                .filter(id -> !done.contains(id))
                .toList();
        return new ArmTemplate.Invalid("InvalidTemplate", "circular dependency detected among " + left);
    }

    /// Whether the first resource exists before the second is made.
    boolean isBefore(String first, String second) {
        var reached = new LinkedHashSet<>(direct(second));
        var open = new ArrayList<>(reached);
        while (!open.isEmpty()) {
            for (String id : direct(open.removeLast())) {
                if (reached.add(id)) {
                    open.add(id);
                }
            }
        }
        return reached.contains(first);
    }

    private Set<String> direct(String id) {
        return direct.getOrDefault(id, Set.of());
    }
}
