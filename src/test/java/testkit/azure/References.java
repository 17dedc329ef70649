package testkit.azure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What resources say of each other by id: it must exist, and exist in time.
final class References {
    private final Place place;
    private final Set<String> existing;
    private final Dependencies dependencies;
    private final Map<String, Instance> byId = new HashMap<>();

    References(Place place, Set<String> existing, List<Instance> instances, Dependencies dependencies) {
        this.place = place;
        this.existing = existing;
        this.dependencies = dependencies;
        instances.forEach(instance -> byId.put(instance.id(), instance));
    }

    void check(Instance instance) {
        parent(instance);
        String start = place.id() + "/providers/";
        Mentions.leaves(instance.resource().body(), "", 0, (path, text) -> {
            if (text.startsWith(start)) {
                refers(instance, path, text);
            }
        });
    }

    /// A child is made after its parent.
    private void parent(Instance instance) {
        String id = instance.id();
        String parent = id.substring(0, id.lastIndexOf('/', id.lastIndexOf('/') - 1));
        if (instance.resource().name().contains("/") && !existing.contains(parent)) {
            Instance found = byId.get(parent);
            if (found == null || found.wanted() && !dependencies.isBefore(parent, id)) {
                throw new ArmTemplate.Invalid(
                        "ParentResourceNotFound",
                        "the parent of '" + instance.resource().name() + "' is not there when it is made: " + parent);
            }
        }
    }

    private void refers(Instance from, String path, String id) {
        if (existing.contains(id)) {
            return;
        }
        Instance owner = owner(id).orElseThrow(() -> missing(from, path, id, "does not exist"));
        if (owner.id().equals(id) ? from.id().equals(id) : !hasPart(owner, id)) {
            throw missing(from, path, id, "is no part of " + owner.resource().name());
        }
        if (!owner.id().equals(from.id()) && owner.wanted() && !dependencies.isBefore(owner.id(), from.id())) {
            throw missing(from, path, id, "may not exist yet: there is no dependency on it");
        }
    }

    /// The resource itself, or the one that a part (a subnet, a listener) belongs to.
    private Optional<Instance> owner(String id) {
        String at = id;
        while (at.length() > place.id().length()) {
            Instance found = byId.get(at);
            if (found != null) {
                return Optional.of(found);
            }
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return Optional.empty();
    }

    private static boolean hasPart(Instance owner, String id) {
        String[] part = id.substring(owner.id().length() + 1).split("/", -1);
        return !owner.wanted()
                || part.length == 2
                        && owner.resource().body().get("properties") instanceof Map<?, ?> properties
                        && properties.get(part[0]) instanceof List<?> list
                        && list.stream()
                                .anyMatch(item -> item instanceof Map<?, ?> map && part[1].equals(map.get("name")));
    }

    private static ArmTemplate.Invalid missing(Instance from, String path, String id, String what) {
        return new ArmTemplate.Invalid(
                "InvalidResourceReference",
                "the resource " + id + " referenced by '" + from.resource().name() + "' at " + path + " " + what);
    }
}
