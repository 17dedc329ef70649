package testkit;

import cloud.aws.DynamoFailovers;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import incident.Failover;
import incident.Failovers;
import incident.Trigger;
import incident.Wanted;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The functions of the template as they are deployed with everything that it offers, and the services of AWS and
/// Azure Blob on this machine for them. Both databases, both sites and Microsoft Entra are down.
public final class DeployedStack implements AutoCloseable {
    private static final String ARN = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:";
    private static final String SITE = "shop";
    private static final String ID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
    /// Nobody listens there.
    private static final String CLOSED_PORT = "1";

    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("SourceName", SITE),
            Map.entry("SourceHost", "127.0.0.1"),
            Map.entry("SourcePort", CLOSED_PORT),
            Map.entry("SourceSecretArn", ARN + "source"),
            Map.entry("TargetHost", "localhost"),
            Map.entry("TargetPort", CLOSED_PORT),
            Map.entry("TargetSecretArn", ARN + "target"),
            Map.entry("PrimarySecretArn", ARN + "primary"),
            Map.entry("ApplicationSecretArn", ARN + "application"),
            Map.entry("PrimaryUsers", "shopapp"),
            Map.entry("AlarmTopicArn", "arn:aws:sns:us-east-1:123456789012:shop-primary"),
            Map.entry("AlarmArn", "arn:aws:cloudwatch:us-east-1:123456789012:alarm:shop-primary-down"),
            Map.entry("ConfirmSeconds", "6"),
            Map.entry("PrimaryUrls", "http://127.0.0.1:" + CLOSED_PORT + "/health"),
            Map.entry("PublicUrl", "http://127.0.0.1:" + CLOSED_PORT + "/"),
            Map.entry("DrUrl", "http://127.0.0.1:" + CLOSED_PORT + "/health"),
            Map.entry("GatesHost", Azurite.ACCOUNT + ".z12.web.core.windows.net"),
            Map.entry("AzureTenantId", ID),
            Map.entry("AzureClientId", ID),
            Map.entry("AzureSubscriptionId", ID),
            Map.entry("AzureSecretArn", ARN + "azure"),
            Map.entry("DrResourceGroup", "shop-dr"),
            Map.entry("DrParameters", "{\"name\":\"shop\"}"));

    private final String names = SharedClouds.name();
    private final LocalDynamo dynamo;
    private final LocalSecrets secrets = LocalSecrets.start();
    private final LocalTopic topic = LocalTopic.start();
    private final LocalTokens tokens = new LocalTokens();
    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start(
            Scripts.root().resolve("functions/failover/failover.asl.yaml"),
            Map.of(),
            call -> {
                throw new TaskError("NoTask", "no execution runs here");
            },
            Workflow.Waits.NONE);
    private final List<DeployedFunction> functions;

    private DeployedStack(Azurite azurite, LocalDynamo dynamo) {
        this.dynamo = dynamo;
        for (String login : List.of("source", "target", "primary", "application")) {
            secrets.withLogin(ARN + login, "nobody", "nothing");
        }
        secrets.with(ARN + "azure", azurite.connectionString());
        azurite.container(names);
        dynamo.createCatalogTable(names);
        functions = declared("az://" + Azurite.ACCOUNT + "/" + names).stream()
                .map(function -> function.with(Map.of(
                        "CATALOG_TABLE",
                        names,
                        "FAILOVER_TABLE",
                        table(function),
                        "STATE_MACHINE_ARN",
                        LocalStepFunctions.MACHINE_ARN,
                        "OPERATORS_TOPIC_ARN",
                        LocalTopic.ARN)))
                .toList();
    }

    /// `dynamo` and `azurite` stay open.
    public static DeployedStack start(Azurite azurite, LocalDynamo dynamo) {
        return new DeployedStack(azurite, dynamo);
    }

    /// The functions with nothing around them.
    public static List<DeployedFunction> declared() {
        return declared("az://" + Azurite.ACCOUNT + "/none");
    }

    private static List<DeployedFunction> declared(String store) {
        var parameters = new HashMap<>(PARAMETERS);
        parameters.put("BackupStore", store);
        return DeployedFunction.in(new Stack(Template.read(), parameters));
    }

    public List<DeployedFunction> functions() {
        return functions;
    }

    /// Where the services of AWS are.
    public Map<String, String> outside() {
        return Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB",
                named(dynamo.endpoint()),
                "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                named(secrets.endpoint()),
                "AWS_ENDPOINT_URL_SNS",
                named(topic.endpoint()),
                "AWS_ENDPOINT_URL_STS",
                named(tokens.endpoint()),
                "AWS_ENDPOINT_URL_SFN",
                named(stepFunctions.endpoint()));
    }

    private static String named(URI endpoint) {
        return "http://" + LambdaProcess.AWS + ":" + endpoint.getPort();
    }

    /// The tables of failovers are one for each function, so that no function ends the failover of another.
    private String table(DeployedFunction function) {
        return names + "-" + function.name();
    }

    /// An event that the function takes, as text. A task of the workflow gets one of a failover that has just begun.
    public String event(DeployedFunction function) throws IOException, ReflectiveOperationException {
        var taken = LambdaTasks.type(Class.forName(function.type()), 0);
        if (taken == SNSEvent.class) {
            dynamo.createFailoverTable(table(function));
            return text("failover/alarm.json");
        }
        if (taken == ScheduledEvent.class && !function.environment().containsKey("FAILOVER_TABLE")) {
            return text("backup/nightly.json");
        }
        String failover = function.environment().containsKey("FAILOVER_TABLE") ? begun(table(function)) : "";
        return taken == ScheduledEvent.class
                ? text("failover/every-minute.json")
                : text("failover/task.json").replaceFirst("\\d{8}T\\d{6}-[a-z0-9-]+", failover);
    }

    private static String text(String event) throws IOException {
        return Files.readString(Scripts.root().resolve("events").resolve(event));
    }

    private String begun(String table) {
        dynamo.createFailoverTable(table);
        try (var client = dynamo.client()) {
            var clock = Clock.systemUTC();
            var failovers = new Failovers(new DynamoFailovers(client, table, SITE), clock);
            failovers.begin(new Wanted(
                    SITE,
                    Failover.Kind.REAL,
                    Failover.Approval.AUTOMATIC,
                    new Trigger("a person", clock.instant()),
                    Optional.empty()));
            return failovers.list().getFirst().id();
        }
    }

    @Override
    public void close() {
        List.of(secrets, topic, tokens, stepFunctions).forEach(LocalAwsService::close);
    }
}
