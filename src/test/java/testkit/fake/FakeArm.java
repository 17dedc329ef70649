package testkit.fake;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// Azure Resource Manager for one resource group of one subscription, as the published descriptions have it: it
/// demands a valid token and a published API version, refuses what it does not know, answers 201 or 202 and
/// lets the caller ask again, and lets time pass by a clock that it is given.
public final class FakeArm extends HttpsService {
    public static final String SUBSCRIPTION = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    public static final String GROUP = "shop-dr";

    private static final String GROUP_PATH = "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/" + GROUP;
    private static final Set<String> LIST_VERSIONS = Set.of("2021-04-01", "2024-03-01", "2025-04-01");

    /// A request that has been made; the version is empty if there was none.
    public record Seen(String method, String path, String apiVersion) {}

    private final FakeEntra entra;
    private final ArmDurations durations = new ArmDurations();
    private final Shortages shortages = new Shortages();
    private final ArmGroup group;
    private final ArmDeployments deployments;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<String> leaks = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, ?>> overlays = new ConcurrentHashMap<>();
    private volatile Duration retryAfter = Duration.ofSeconds(10);
    private volatile boolean operationsAreForgotten;
    private volatile boolean onlyLocation;
    private volatile int pageSize = 1000;

    FakeArm(FakeEntra entra, Clock clock, TemplateExpansion expansion) {
        this.entra = entra;
        group = new ArmGroup(GROUP_PATH, clock, durations, shortages);
        deployments = new ArmDeployments(group, expansion, shortages);
    }

    /// How long things take.
    public ArmDurations durations() {
        return durations;
    }

    /// What cannot be had.
    public Shortages shortages() {
        return shortages;
    }

    /// For how long after its creation a resource is not found yet.
    public synchronized void hideNewResources(Duration how) {
        group.hidden(how);
    }

    /// What it tells callers to wait; whole seconds.
    public void retryAfter(Duration how) {
        retryAfter = how;
    }

    /// Lets it know nothing of any operation: every question for one is answered 404.
    public void forgetOperations(boolean on) {
        operationsAreForgotten = on;
    }

    /// Lets it name the address of an operation in `Location` only.
    public void onlyLocation(boolean on) {
        onlyLocation = on;
    }

    /// How many resources there are on a page of a list.
    public void pageSize(int resources) {
        pageSize = resources;
    }

    /// Properties that Azure adds to every resource of a type, such as a host name.
    public void adds(String type, Map<String, ?> properties) {
        overlays.put(type.toLowerCase(Locale.ROOT), Map.copyOf(properties));
    }

    /// Every request so far.
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /// The requests in which a secret would have come back; they were answered with 500. Must be empty.
    public List<String> leaks() {
        return List.copyOf(leaks);
    }

    /// Whether a machine, a gateway or a server of this name runs now: `running`, `stopped` and so on; empty if
    /// there is none.
    public synchronized Optional<String> power(String type, String name) {
        group.settle();
        return group.find(type, name).map(LiveResource::power);
    }

    /// What there is now, each as `type name`, in small letters the type.
    public synchronized List<String> existing() {
        group.settle();
        return group.all().stream()
                .map(resource -> resource.type() + " " + resource.name())
                .toList();
    }

    @Override
    Reply answer(Call call) {
        seen.add(new Seen(call.method(), call.path(), call.query().getOrDefault("api-version", "")));
        group.settle();
        Reply reply = unauthorized(call).orElseGet(() -> routed(call));
        var leak = deployments.secrets().stream()
                .filter(secret -> secret.length() > 3 && reply.body().contains(secret))
                .findFirst();
        if (leak.isPresent()) {
            leaks.add(call.line());
            return Reply.error(500, "SecretLeaked", "The answer has a secret in it.");
        }
        return reply;
    }

    private Optional<Reply> unauthorized(Call call) {
        String header = call.header("Authorization").orElse("");
        if (!header.startsWith("Bearer ")) {
            return Optional.of(unauthorized("AuthenticationFailed", "The 'Authorization' header is missing."));
        }
        return switch (entra.standing(header.substring("Bearer ".length()), FakeEntra.MANAGEMENT)) {
            case GOOD -> Optional.empty();
            case EXPIRED ->
                Optional.of(unauthorized("ExpiredAuthenticationToken", "The access token expiry time has passed."));
            case UNKNOWN -> Optional.of(unauthorized("InvalidAuthenticationToken", "The access token is invalid."));
        };
    }

    private static Reply unauthorized(String code, String message) {
        return Reply.error(401, code, message)
                .with(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"https://login.windows.net/\","
                                + " error=\"invalid_token\", error_description=\"" + message + "\"");
    }

    private Reply routed(Call call) {
        var operation = ArmPath.operation(call.path());
        if (operation.isPresent()) {
            return version(call, Set.of(), "operations").orElseGet(() -> operation(operation.get()));
        }
        var place = ArmPath.parse(call.path());
        if (place.isEmpty()) {
            return Reply.error(404, "InvalidResourceNamespace", "There is nothing at " + call.path() + ".");
        }
        if (!place.get().group().equalsIgnoreCase(GROUP_PATH)) {
            return Reply.error(404, "ResourceGroupNotFound", "Resource group could not be found.");
        }
        return place.get().type().isEmpty() ? list(call) : resource(call, place.get());
    }

    private Reply resource(Call call, ArmPath place) {
        var versions = ArmTypes.versions(place.type());
        if (versions.isEmpty()) {
            return Reply.error(404, "InvalidResourceType", "The resource type could not be found.");
        }
        return version(call, versions, place.type())
                .orElseGet(() -> place.type().equalsIgnoreCase("Microsoft.Resources/deployments")
                        ? deployment(call, place)
                        : known(call, place));
    }

    private static Optional<Reply> version(Call call, Set<String> known, String type) {
        String version = call.query().getOrDefault("api-version", "");
        if (version.isEmpty()) {
            return Optional.of(Reply.error(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests."));
        }
        return known.isEmpty() || known.contains(version)
                ? Optional.empty()
                : Optional.of(Reply.error(
                        400,
                        "InvalidApiVersionParameter",
                        "The api-version '" + version + "' is invalid for " + type + ". The supported versions are "
                                + known + "."));
    }

    private Reply deployment(Call call, ArmPath place) {
        if (!place.action().isEmpty()) {
            return place.action().equals("whatIf") && call.method().equals("POST")
                    ? whatIf(call, place)
                    : Reply.error(404, "InvalidResourceType", "There is no action " + place.action() + ".");
        }
        return switch (call.method()) {
            case "PUT" ->
                switch (deployments.put(place.name(), call.body())) {
                    case ArmDeployments.Result.No no -> no.reply();
                    case ArmDeployments.Result.Begun begun ->
                        begun(
                                Reply.json(
                                        begun.anew() ? 201 : 200,
                                        deployments
                                                .shown(place.name(), call.path())
                                                .orElseThrow()),
                                begun.operation(),
                                call);
                };
            case "GET" ->
                deployments
                        .shown(place.name(), call.path())
                        .map(body -> Reply.json(200, body))
                        .orElseGet(() -> Reply.error(404, "DeploymentNotFound", "Deployment could not be found."));
            case "DELETE" -> Reply.empty(deployments.delete(place.name()) ? 202 : 204);
            default -> Reply.error(405, "MethodNotAllowed", call.method());
        };
    }

    /// The published description names no other address for what comes of it than `Location`.
    private Reply whatIf(Call call, ArmPath place) {
        return switch (deployments.whatIf(place.name(), call.body())) {
            case ArmDeployments.Result.No no -> no.reply();
            case ArmDeployments.Result.Begun begun ->
                Reply.empty(202)
                        .with("Retry-After", String.valueOf(retryAfter.toSeconds()))
                        .with("Location", address(call, "operationResults", begun.operation()));
        };
    }

    private Reply known(Call call, ArmPath place) {
        var found = group.find(place.type(), place.name()).filter(resource -> resource.known(group.now()));
        if (found.isEmpty()) {
            return call.method().equals("DELETE")
                    ? Reply.empty(204)
                    : Reply.error(
                            404,
                            "ResourceNotFound",
                            "The Resource '" + place.type() + "/" + place.name() + "' was not found.");
        }
        return switch (call.method()) {
            case "GET" -> Reply.json(200, shown(found.get(), call));
            case "POST" -> act(call, place, found.get());
            case "DELETE" -> delete(call, found.get());
            default -> Reply.error(405, "MethodNotAllowed", call.method());
        };
    }

    private Map<String, ?> shown(LiveResource resource, Call call) {
        boolean view = "instanceView".equals(call.query().get("$expand"));
        return resource.shown(view, overlays.getOrDefault(resource.type(), Map.of()));
    }

    private Reply act(Call call, ArmPath place, LiveResource resource) {
        if (!ArmTypes.hasAction(resource.type(), place.action()) || !call.body().isBlank()) {
            return Reply.error(404, "InvalidResourceType", "There is no action " + place.action() + " with a body.");
        }
        var current = resource.current().filter(operation -> operation.verb().equals(place.action()));
        boolean joins = current.isPresent() && !resource.type().equals(ArmTypes.DATABASE);
        return joins
                ? begun(Reply.empty(202), current.orElseThrow(), call)
                : refusal(resource, place.action())
                        .orElseGet(() -> begun(Reply.empty(202), group.act(resource, place.action()), call));
    }

    private Reply delete(Call call, LiveResource resource) {
        return refusal(resource, "delete")
                .or(() -> group.user(resource).map(user -> ArmTypes.inUse(resource.type(), resource.id(), user.id())))
                .orElseGet(() -> begun(Reply.empty(202), group.delete(resource), call));
    }

    private Optional<Reply> refusal(LiveResource resource, String verb) {
        return group.notNow(resource, verb)
                .map(reply -> reply.with("Retry-After", String.valueOf(retryAfter.toSeconds())));
    }

    private Reply begun(Reply reply, Operation operation, Call call) {
        var waiting = reply.with("Retry-After", String.valueOf(retryAfter.toSeconds()));
        var located = reply.status() == 202 || onlyLocation
                ? waiting.with("Location", address(call, "operationResults", operation))
                : waiting;
        return onlyLocation ? located : located.with("Azure-AsyncOperation", address(call, "operations", operation));
    }

    private String address(Call call, String kind, Operation operation) {
        return endpoint() + "/subscriptions/" + SUBSCRIPTION + "/providers/" + ArmPath.namespace(call.path())
                + "/locations/koreacentral/" + kind + "/" + operation.id() + "?api-version="
                + call.query().get("api-version");
    }

    private Reply operation(ArmPath.Poll poll) {
        var found = group.operation(poll.id()).filter(operation -> !operationsAreForgotten);
        if (found.isEmpty()) {
            return Reply.error(404, "NotFound", "The operation is not known.");
        }
        var operation = found.get();
        var reply = poll.status() ? Reply.json(200, operation.status()) : result(operation);
        return operation.over() ? reply : reply.with("Retry-After", String.valueOf(retryAfter.toSeconds()));
    }

    private static Reply result(Operation operation) {
        if (operation.verb().equals("whatIf") && operation.over()) {
            return Reply.json(200, foreseen(operation));
        }
        return operation.over()
                ? operation
                        .error()
                        .map(error -> Reply.json(409, Map.of("error", error)))
                        .orElseGet(() -> Reply.empty(204))
                : Reply.empty(202);
    }

    /// What a question comes to is told with 200, also if the order would fail.
    private static Map<String, ?> foreseen(Operation operation) {
        return operation
                .error()
                .<Map<String, ?>>map(error -> Map.of("status", "Failed", "error", error))
                .orElseGet(() -> Map.of("status", "Succeeded", "properties", Map.of("changes", List.of())));
    }

    /// Whoever filters by a tag is not told the tags.
    private Reply list(Call call) {
        var wrong = version(call, LIST_VERSIONS, "resources");
        var filter = ArmPath.tagFilter(call.query().getOrDefault("$filter", ""));
        boolean isFiltered = call.query().containsKey("$filter");
        if (wrong.isPresent() || isFiltered && filter.isEmpty()) {
            return wrong.orElseGet(() -> Reply.error(400, "InvalidFilterInQueryString", "The filter is not valid."));
        }
        var found = group.all().stream()
                .filter(resource -> resource.known(group.now()))
                .filter(resource -> filter.isEmpty() || carries(resource, filter.get()))
                .toList();
        int from = Integer.parseInt(call.query().getOrDefault("$skiptoken", "0"));
        var page = found.stream().skip(from).limit(pageSize).map(FakeArm::item).toList();
        String next = endpoint() + call.uri().toString().replaceAll("&\\$skiptoken=[0-9]+", "") + "&$skiptoken="
                + (from + pageSize);
        return Reply.json(
                200, from + pageSize < found.size() ? Map.of("value", page, "nextLink", next) : Map.of("value", page));
    }

    private static boolean carries(LiveResource resource, ArmPath.Tag tag) {
        return JsonText.at(resource.body(), "tags", tag.name())
                .filter(tag.value()::equals)
                .isPresent();
    }

    private static Map<String, ?> item(LiveResource resource) {
        return Map.of(
                "id", resource.id(),
                "name", resource.name(),
                "type", resource.properType(),
                "location", "koreacentral");
    }

    /// The requests that changed something, or should have, each as its method and the end of its path.
    public List<String> orders() {
        return seen.stream()
                .filter(request -> Stream.of("PUT", "POST", "DELETE").anyMatch(request.method()::equals))
                .filter(request -> !request.path().endsWith("/whatIf"))
                .map(request -> request.method() + " " + request.path().replaceFirst(".*/providers/", ""))
                .toList();
    }
}
