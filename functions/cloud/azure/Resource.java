package cloud.azure;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A resource as Azure describes it. `type` is Azure's word for it, `name` has a `/` in it if the resource is
/// part of another one, `body` is all that Azure says.
public record Resource(String id, String type, String name, Map<String, @Nullable Object> body) {
    /// Whether something that can be started and stopped runs.
    public enum Power {
        RUNNING,
        STOPPED,
        /// On its way from one to the other, or being changed.
        CHANGING,
        /// Not said, or in words that Lifeboat does not know.
        UNKNOWN
    }

    static Resource of(Map<String, @Nullable Object> body) {
        return new Resource(
                Json.text(body, "id").orElse(""),
                Json.text(body, "type").orElse(""),
                Json.text(body, "name").orElse(""),
                body);
    }

    /// The text at the end of a path, such as `text("properties", "fullyQualifiedDomainName")`.
    public Optional<String> text(String... path) {
        return Json.text(body, path);
    }

    /// The value of a tag.
    public Optional<String> tag(String name) {
        return Json.text(body, "tags", name);
    }

    /// Whether it exists as it was ordered: `Succeeded`, `Creating`, `Failed` and so on. A flexible server does
    /// not say.
    public Optional<String> provisioningState() {
        return text("properties", "provisioningState");
    }

    /// Whether a machine, a gateway or a database server runs. A machine must have been asked for together with
    /// its `instanceView`.
    public Power power() {
        return Stream.of(machine(), text("properties", "operationalState"), text("properties", "state"))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Resource::power)
                .orElse(Power.UNKNOWN);
    }

    private Optional<String> machine() {
        return Json.objects(body, "properties", "instanceView", "statuses").stream()
                .flatMap(status -> Json.text(status, "code").stream())
                .filter(code -> code.startsWith("PowerState/"))
                .map(code -> code.substring("PowerState/".length()))
                .findFirst();
    }

    private static Power power(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "running", "ready" -> Power.RUNNING;
            case "stopped", "deallocated" -> Power.STOPPED;
            case "starting", "stopping", "deallocating", "updating", "dropping" -> Power.CHANGING;
            default -> Power.UNKNOWN;
        };
    }
}
