package cloud.azure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An error of Resource Manager, flattened. Azure wraps errors in errors: as `details`, and even as JSON in the
/// text of a message. The outer ones only say that something failed, so the code is the innermost that says
/// what: one about capacity if there is any, since a caller can do something about it.
record ArmError(String code, String message) {
    /// Codes that only say that something inside has failed.
    private static final Set<String> WRAPPERS = Set.of(
            "BadRequest",
            "Conflict",
            "DeploymentFailed",
            "DownstreamEndpointError",
            "InvalidTemplateDeployment",
            "MultipleErrorsOccurred",
            "ResourceDeploymentFailure",
            "ResourceOperationFailure");

    private static final Pattern NO_QUOTA =
            Pattern.compile("exceeding approved .{0,80}quota|quota.{0,40}exceed", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_SIZE =
            Pattern.compile("requested size .{0,400}not available in location", Pattern.CASE_INSENSITIVE);
    private static final int DEEPEST = 12;
    private static final int LONGEST = 1500;

    /// The error in the body of an answer, of an operation, or of a deployment.
    static ArmError of(Map<String, ?> body) {
        var found = new ArrayList<ArmError>();
        collect(body, found, 0);
        collect(Json.object(body, "properties"), found, 0);
        var leaf = found.reversed().stream()
                .filter(error -> Capacity.isCapacity(error.code))
                .findFirst()
                .or(() -> found.reversed().stream()
                        .filter(error -> !WRAPPERS.contains(error.code))
                        .findFirst())
                .or(() -> found.isEmpty() ? Optional.empty() : Optional.of(found.getLast()));
        return leaf.map(error -> new ArmError(error.code, text(found))).orElseGet(() -> new ArmError("Unknown", ""));
    }

    /// The error in the text of an answer, which may not be JSON if it comes from something in between.
    static ArmError of(String text) {
        return parsed(text).map(ArmError::of).orElseGet(() -> new ArmError("Unknown", shortened(text)));
    }

    private static void collect(Map<String, ?> from, List<ArmError> found, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        var inside = Json.object(from, "error");
        if (!inside.isEmpty()) {
            collect(inside, found, depth + 1);
            return;
        }
        String message = Json.text(from, "message").orElse("");
        var wrapped = parsed(message);
        Json.text(from, "code")
                .ifPresent(code -> found.add(new ArmError(telling(code, message), wrapped.isPresent() ? "" : message)));
        wrapped.ifPresent(error -> collect(error, found, depth + 1));
        Json.objects(from, "details").forEach(detail -> collect(detail, found, depth + 1));
    }

    /// A few conditions come under a code that also means other things.
    private static String telling(String code, String message) {
        return switch (code) {
            case "OperationNotAllowed" -> NO_QUOTA.matcher(message).find() ? "QuotaExceeded" : code;
            case "InvalidTemplateDeployment", "InvalidParameter" ->
                NO_SIZE.matcher(message).find() ? "SkuNotAvailable" : code;
            default -> code;
        };
    }

    private static Optional<Map<String, @Nullable Object>> parsed(String text) {
        if (!text.strip().startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(text));
        } catch (IOException prose) {
            return Optional.empty();
        }
    }

    /// What the inner errors say; the outermost only if they are silent.
    private static String text(List<ArmError> found) {
        String inner = joined(
                found.stream().filter(error -> !WRAPPERS.contains(error.code)).toList());
        return shortened(inner.isEmpty() ? joined(found) : inner);
    }

    private static String joined(List<ArmError> errors) {
        return errors.stream()
                .map(ArmError::message)
                .filter(message -> !message.isBlank())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
