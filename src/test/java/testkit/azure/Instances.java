package testkit.azure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes the resources of a template: conditions, loops, names.
final class Instances {
    private static final int MAX = 800;
    private static final Set<String> OF_THE_TEMPLATE =
            Set.of("type", "apiVersion", "name", "condition", "dependsOn", "copy", "comments", "metadata");
    private final Evaluator evaluator;
    private final Place place;
    private final Shapes shapes;
    private final List<Instance> made = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> loops = new HashSet<>();

    Instances(Evaluator evaluator, Place place, Shapes shapes) {
        this.evaluator = evaluator;
        this.place = place;
        this.shapes = shapes;
    }

    List<Instance> of(List<Object> resources) {
        for (Object resource : resources) {
            add(Values.object("a resource", resource));
        }
        if (made.size() > MAX) {
            throw invalid("the template has more than " + MAX + " resources");
        }
        return made;
    }

    /// The names of all loops, also of those that made nothing.
    Set<String> loops() {
        return loops;
    }

    private void add(Map<String, Object> resource) {
        if (!resource.containsKey("copy")) {
            made.add(instance(resource, null, 0, 0));
            return;
        }
        Map<String, Object> copy = Values.object("copy", resource.get("copy"));
        var unknown = new TreeSet<>(copy.keySet());
        unknown.removeAll(Set.of("name", "count", "mode", "batchSize"));
        String name = Values.text("the name of a loop", copy.get("name"));
        if (!unknown.isEmpty() || !loops.add(name)) {
            throw invalid("the loop '" + name + "' exists twice or has unknown properties " + unknown);
        }
        if (!(evaluator.resolve(copy.get("count")) instanceof Long count) || count < 0 || count > MAX) {
            throw invalid("the count of the loop '" + name + "' is no number from 0 to " + MAX);
        }
        int batch = batch(copy);
        for (int turn = 0; turn < count; turn++) {
            int now = turn;
            made.add(evaluator.turn(name, turn, () -> instance(resource, name, now, batch)));
        }
    }

    private static int batch(Map<String, Object> copy) {
        Object mode = copy.getOrDefault("mode", "parallel");
        Object size = copy.getOrDefault("batchSize", 1L);
        if (!Set.of("serial", "parallel").contains(mode) || !(size instanceof Long batch) || batch < 1) {
            throw invalid("a loop has the mode " + mode + " and the batch size " + size);
        }
        return mode.equals("serial") ? Math.toIntExact(batch) : 0;
    }

    private Instance instance(Map<String, Object> resource, @Nullable String loop, int turn, int batch) {
        String type = Values.text("a resource's type", resource.get("type"));
        String name = Values.text("the name of a " + type, evaluator.resolve(resource.get("name")));
        String api = Values.text("the apiVersion of " + name, resource.get("apiVersion"));
        known(type, api);
        String id = place.id(type, name);
        if (name.isEmpty() || !ids.add(id)) {
            throw invalid("the resource '" + id + "' is defined multiple times in a template, or has no name");
        }
        if (!(evaluator.resolve(resource.getOrDefault("condition", true)) instanceof Boolean wanted)) {
            throw invalid("the condition of '" + name + "' is neither true nor false");
        }
        List<String> after = Values.list("dependsOn of " + name, resource.get("dependsOn")).stream()
                .map(entry -> Values.text("a dependency of " + name, evaluator.resolve(entry)))
                .toList();
        var body = wanted ? body(resource, name) : Map.<String, Object>of();
        return new Instance(new ArmResource(type, name, api, body), id, wanted, after, loop, turn, batch);
    }

    private Map<String, Object> body(Map<String, Object> resource, String name) {
        if (resource.containsKey("resources")) {
            throw invalid("'" + name + "' holds child resources; write them beside it");
        }
        var body = new LinkedHashMap<>(resource);
        body.keySet().removeAll(OF_THE_TEMPLATE);
        return Values.object(name, evaluator.resolve(body));
    }

    private void known(String type, String api) {
        Set<String> versions = shapes.versions(type);
        if (versions.isEmpty()) {
            throw new ArmTemplate.Invalid("InvalidResourceType", "the resource type '" + type + "' could not be found");
        }
        if (!versions.contains(api)) {
            throw new ArmTemplate.Invalid(
                    "NoRegisteredProviderFound",
                    "no registered resource provider found for API version '" + api + "' for type '" + type
                            + "'; the supported api-versions are " + versions);
        }
    }

    private static ArmTemplate.Invalid invalid(String message) {
        return new ArmTemplate.Invalid("InvalidTemplate", message);
    }
}
