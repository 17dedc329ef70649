package cloud.azure;

import base.ConfigurationFailure;
import base.Failure;
import base.RefusedFailure;
import base.TransientFailure;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Azure Resource Manager, in one resource group of one subscription.
///
/// Nothing here waits for an operation to end: an order returns at once, and asking how it goes is one request.
/// A request that got no answer is sent again, twice within seconds; that is harmless, because a template names
/// what there shall be, and starting what starts is {@link Answer.Busy} at worst. Every method fails with
/// {@link TransientFailure} if Azure cannot be reached or is disturbed, and with {@link ConfigurationFailure}
/// if it does not let this identity in.
public final class ResourceManager {
    /// The public cloud's endpoint.
    public static final URI PUBLIC_CLOUD = URI.create("https://management.azure.com");

    private static final String RESOURCES_VERSION = "2021-04-01";
    private static final Pattern NAME = Pattern.compile("[-._()]*\\w[-\\w._()]*");

    private final HttpPipeline pipeline;
    private final URI endpoint;
    private final String group;

    /// `pipeline` adds the token to each request, and sends again what is worth it.
    public ResourceManager(HttpPipeline pipeline, URI endpoint, String subscription, String resourceGroup) {
        this.pipeline = pipeline;
        this.endpoint = endpoint;
        this.group = "/subscriptions/" + checked(subscription) + "/resourceGroups/" + checked(resourceGroup);
    }

    /// With a credential, on the JDK's HTTP client. An attempt at a request takes half a minute at most.
    public static ResourceManager connect(
            TokenCredential credential, URI endpoint, String subscription, String resourceGroup) {
        var http = new JdkHttpClientBuilder()
                .connectionTimeout(Duration.ofSeconds(5))
                .responseTimeout(Duration.ofSeconds(30))
                .readTimeout(Duration.ofSeconds(30))
                .build();
        return connect(http, credential, endpoint, subscription, resourceGroup);
    }

    /// The same on another HTTP client.
    public static ResourceManager connect(
            HttpClient http, TokenCredential credential, URI endpoint, String subscription, String resourceGroup) {
        return new ResourceManager(ArmPipeline.build(http, credential), endpoint, subscription, resourceGroup);
    }

    /// A resource, or empty if there is none of this name. Azure may not know one yet that it has just created.
    /// A machine comes with its `instanceView`, and so with whether it runs.
    public Optional<Resource> resource(ResourceType type, String name) {
        String more = type == ResourceType.VIRTUAL_MACHINE ? "&$expand=instanceView" : "";
        return look(address(type, name, "", more)).map(reply -> Resource.of(reply.content()));
    }

    /// The resources of the group that carry a tag. They come with id, type and name only.
    public List<Resource> resources(String tag, String value) {
        String filter = "tagName eq " + quoted(tag) + " and tagValue eq " + quoted(value);
        return list("$filter=" + encoded(filter) + "&");
    }

    /// All resources of the group, with id, type and name only.
    public List<Resource> resources() {
        return list("");
    }

    private List<Resource> list(String query) {
        var found = new ArrayList<Resource>();
        var next = Optional.of(at(group + "/resources?" + query + "api-version=" + RESOURCES_VERSION));
        while (next.isPresent()) {
            var page = look(next.get()).orElseThrow(this::noGroup).content();
            for (Map<String, @Nullable Object> item : Json.objects(page, "value")) {
                found.add(Resource.of(item));
            }
            next = Json.text(page, "nextLink").map(URI::create).map(this::ours);
        }
        return List.copyOf(found);
    }

    /// Orders that everything in a template exists; what the template does not name stays as it is. The same
    /// order under the same name may be given again: while it is carried out, it is {@link Answer.Busy} with
    /// the code `DeploymentActive`.
    public Answer deploy(String deployment, String templateJson, Map<String, ?> parameters) {
        var request = request(HttpMethod.PUT, address(ResourceType.DEPLOYMENT, deployment, "", ""));
        return send(with(request, properties(templateJson, parameters))).answer();
    }

    /// Asks what Azure would make of an order, with all its checks, and gives none: nothing is changed. Takes up to
    /// minutes, so the answer is where to ask how it goes. What would be refused is {@link Answer.Refused}, or
    /// {@link Progress.Failed} there.
    public Answer whatIf(String deployment, String templateJson, Map<String, ?> parameters) {
        var properties = new TreeMap<>(properties(templateJson, parameters));
        properties.put("whatIfSettings", Map.of("resultFormat", "ResourceIdOnly"));
        var request = request(HttpMethod.POST, address(ResourceType.DEPLOYMENT, deployment, "/whatIf", ""));
        var reply = send(with(request, properties));
        return reply.status() == 200 && reply.progress() instanceof Progress.Failed(String code, String message)
                ? new Answer.Refused(reply.status(), code, message)
                : reply.answer();
    }

    private static Map<String, Object> properties(String templateJson, Map<String, ?> parameters) {
        var values = new TreeMap<String, Object>();
        parameters.forEach((name, value) -> values.put(name, Map.of("value", value)));
        return Map.of("mode", "Incremental", "template", template(templateJson), "parameters", values);
    }

    private static HttpRequest with(HttpRequest request, Map<String, Object> properties) {
        request.setHeader(HttpHeaderName.CONTENT_TYPE, "application/json");
        return request.setBody(BinaryData.fromString(Json.write(Map.of("properties", properties))));
    }

    /// How a deployment goes, or empty if there is none of this name.
    public Optional<DeploymentState> deployment(String name) {
        return look(address(ResourceType.DEPLOYMENT, name, "", ""))
                .map(reply -> new DeploymentState(reply.progress(), outputs(reply.content())));
    }

    /// Orders an action: `start`, `stop` (`deallocate` for a machine, which costs as long as it is not).
    public Answer act(ResourceType type, String name, String action) {
        return send(request(HttpMethod.POST, address(type, name, "/" + checked(action), "")))
                .answer();
    }

    /// Orders that a resource be deleted. One that does not exist is {@link Answer.Done}.
    public Answer delete(ResourceType type, String name) {
        var reply = send(request(HttpMethod.DELETE, address(type, name, "", "")));
        return reply.status() == 404 ? new Answer.Done() : reply.answer();
    }

    /// How an operation goes that {@link Answer.Accepted} has named. Fails with {@link RefusedFailure} if the
    /// address is not on the endpoint, for the token goes nowhere else.
    public Progress poll(URI operation) {
        var reply = send(request(HttpMethod.GET, ours(operation)));
        if (reply.status() == 403) {
            throw LoginFailure.denied("GET " + operation.getPath(), null);
        }
        return reply.progress();
    }

    /// The reply to a question about something that may not exist.
    private Optional<ArmReply> look(URI address) {
        var reply = send(request(HttpMethod.GET, address));
        return switch (reply.status()) {
            case 200 -> Optional.of(reply);
            case 404 -> Optional.empty();
            case 429 ->
                throw new TransientFailure(
                        "Azure Resource Manager has had too many questions",
                        "Ask again after " + reply.retryAfter().toSeconds() + " s.");
            case 403 -> throw LoginFailure.denied("GET " + address.getPath(), null);
            default -> throw unexpected(reply, address);
        };
    }

    private ConfigurationFailure noGroup() {
        return new ConfigurationFailure(
                "there is no resource group " + group, "Check the subscription and the name of the group.");
    }

    private static Failure unexpected(ArmReply reply, URI address) {
        var error = ArmError.of(reply.body());
        return new ConfigurationFailure(
                "Azure Resource Manager answers " + reply.status() + " to GET " + address.getPath() + ": "
                        + error.code() + ", " + error.message(),
                "Check the subscription, the resource group and the names of the resources.");
    }

    private ArmReply send(HttpRequest request) {
        return ArmPipeline.send(pipeline, request, this::isOurs);
    }

    private static HttpRequest request(HttpMethod method, URI address) {
        return new HttpRequest(method, address.toString());
    }

    private URI ours(URI address) {
        if (!isOurs(address)) {
            throw new RefusedFailure(
                    "the address " + address.getScheme() + "://" + address.getRawAuthority() + " is not " + endpoint,
                    "The token for Azure goes to Azure only; find out where this address comes from.");
        }
        return address;
    }

    private boolean isOurs(URI address) {
        return origin(address).equals(origin(endpoint));
    }

    private static String origin(URI address) {
        return (address.getScheme() + "://" + address.getRawAuthority()).toLowerCase(Locale.ROOT);
    }

    /// A name such as `zone/link` is of a resource within another one, and so is its type.
    private URI address(ResourceType type, String name, String action, String more) {
        String[] types = type.azureName().split("/", -1);
        String[] names = name.split("/", -1);
        if (names.length != types.length - 1) {
            throw new ConfigurationFailure(
                    name + " is no name for " + type.azureName(), "It must have " + (types.length - 1) + " parts.");
        }
        var path = new StringBuilder(group + "/providers/" + types[0]);
        for (int i = 0; i < names.length; i++) {
            path.append('/').append(types[i + 1]).append('/').append(checked(names[i]));
        }
        return at(path + action + "?api-version=" + type.apiVersion() + more);
    }

    private URI at(String pathAndQuery) {
        return URI.create(origin(endpoint) + pathAndQuery);
    }

    /// No name may lead elsewhere.
    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationFailure(
                    "\"" + name + "\" is no name of anything in Azure",
                    "Names have letters, digits, hyphens, underscores, dots and parentheses.");
        }
        return name;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, @Nullable Object> template(String json) {
        try {
            return Json.read(json);
        } catch (IOException e) {
            throw new ConfigurationFailure("the template is no JSON object", "Correct the template.", e);
        }
    }

    private static Map<String, @Nullable Object> outputs(Map<String, @Nullable Object> deployment) {
        var outputs = new TreeMap<String, @Nullable Object>();
        Json.object(deployment, "properties", "outputs").forEach((name, output) -> {
            if (output instanceof Map<?, ?> map) {
                outputs.put(name, map.get("value"));
            }
        });
        return outputs;
    }
}
