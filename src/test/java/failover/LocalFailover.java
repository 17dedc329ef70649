package failover;

import base.Pause;
import cloud.azure.AzureGateStore;
import cloud.azure.ResourceManager;
import com.azure.core.http.HttpClient;
import com.azure.storage.blob.BlobContainerClient;
import incident.Failover;
import incident.Failovers;
import incident.FirstGates;
import incident.Gate;
import incident.Readiness;
import incident.Trigger;
import incident.Wanted;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import testkit.Azurite;
import testkit.Database;
import testkit.JsonText;
import testkit.LambdaTasks;
import testkit.LocalDynamo;
import testkit.LocalSecrets;
import testkit.LocalStepFunctions;
import testkit.LocalTopic;
import testkit.LocalTraffic;
import testkit.Scripts;
import testkit.ShopSite;
import testkit.Workflow;
import testkit.fake.CheckedTemplate;
import testkit.fake.FakeArm;
import testkit.fake.FakeAzure;
import testkit.fake.FakeEntra;

/// The failover on servers of this machine: both sites, each with its database, the records and gates between them, the
/// state machine with its functions, and Azure's stand-ins.
public final class LocalFailover implements AutoCloseable {
    public static final String SITE = "shop";

    private static final String ARN = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:";
    /// What no log, state or report may show.
    public static final String ADMIN_PASSWORD = "canary-Admin-Passw0rd";

    private final Map<String, String> environment = new TreeMap<>();
    private final Database primary;
    private final Database standby;
    private final LocalDynamo dynamo;
    private final Clock clock;
    private final Pause pause;
    private final FakeAzure azure;
    private final LocalSecrets secrets = LocalSecrets.start();
    private final LocalTopic topic = LocalTopic.start();
    private final ShopSite primarySite;
    private final ShopSite drSite;
    private final BlobContainerClient web;
    private final LocalTraffic traffic;
    private final Killer killer = new Killer();
    private final LambdaTasks lambda = new LambdaTasks();
    private final LocalStepFunctions stepFunctions;

    /// How the world goes: the clock, how pauses are made, how long the machine's waits and Azure take compared with
    /// what they usually do.
    public record Pace(Clock clock, Pause pause, Workflow.Waits waits, double azure) {
        /// Nobody waits for anything, as far as that can be.
        public static Pace quick(Clock clock) {
            return new Pace(clock, duration -> Pause.REAL.sleep(Duration.ofMillis(20)), Workflow.Waits.NONE, 0.0005);
        }

        /// As it is, but for Azure.
        public static Pace real(double azure) {
            return new Pace(Clock.systemUTC(), Pause.REAL, Workflow.Waits.REAL, azure);
        }
    }

    /// `standby` is Azure's database; `container` has the backups.
    public LocalFailover(
            Database primary, Database standby, Azurite azurite, LocalDynamo dynamo, String container, Pace pace) {
        this.primary = primary;
        this.standby = standby;
        this.dynamo = dynamo;
        this.clock = pace.clock();
        this.pause = pace.pause();
        azure = FakeAzure.start(Clock.systemUTC(), new CheckedTemplate());
        azure.arm().durations().times(pace.azure());
        primarySite = ShopSite.primary(primary);
        drSite = ShopSite.dr(standby, this::machinesRun);
        web = azurite.container(Gate.CONTAINER);
        web.listBlobs().forEach(blob -> web.getBlobClient(blob.getName()).delete());
        traffic = new LocalTraffic(web, primarySite.url(), drSite.url(), clock);
        String table = "failovers-" + System.nanoTime();
        dynamo.createFailoverTable(table);
        settings(table, azurite, container);
        LocalFunctions.all()
                .forEach((state, handler) -> lambda.with(LocalFunctions.name(state), () -> handler.apply(wiring())));
        stepFunctions = LocalStepFunctions.start(
                Scripts.root().resolve("functions/failover/failover.asl.yaml"),
                LocalFunctions.substitutions(),
                killer.tasks(lambda),
                pace.waits());
    }

    private boolean machinesRun() {
        var arm = azure.arm();
        return arm.power("Microsoft.Network/applicationGateways", "shop-gateway")
                        .filter("running"::equals)
                        .isPresent()
                && arm.power("Microsoft.Compute/virtualMachines", "shop-app")
                        .filter("running"::equals)
                        .isPresent();
    }

    private void settings(String table, Azurite azurite, String container) {
        environment.putAll(Map.of(
                "SITE_NAME",
                SITE,
                "FAILOVER_TABLE",
                table,
                "STATE_MACHINE_ARN",
                LocalStepFunctions.MACHINE_ARN,
                "ALARM_TOPIC_ARN",
                "arn:aws:sns:us-east-1:123456789012:shop-primary",
                "ALARM_ARN",
                "arn:aws:cloudwatch:us-east-1:123456789012:alarm:shop-primary-down",
                "APPROVAL",
                "automatic",
                "OPERATORS_TOPIC_ARN",
                LocalTopic.ARN,
                "STANDBY_MODE",
                "warm"));
        environment.putAll(Map.of(
                "CONFIRM_SECONDS",
                "6",
                "PRIMARY_URLS",
                primarySite.url() + "health",
                "DR_URL",
                drSite.url() + "health",
                "PUBLIC_URL",
                "http://" + LocalTraffic.WWW + "/",
                "DR_PATIENCE_MINUTES",
                "60",
                "GATES_ACCOUNT",
                Azurite.ACCOUNT,
                "GATES_URL",
                traffic.website().url().toString()));
        environment.putAll(Map.of(
                "AZURE_TENANT_ID",
                FakeEntra.TENANT,
                "AZURE_CLIENT_ID",
                FakeEntra.CLIENT,
                "AZURE_SUBSCRIPTION_ID",
                FakeArm.SUBSCRIPTION,
                "DR_RESOURCE_GROUP",
                FakeArm.GROUP,
                "DR_PARAMETERS",
                JsonText.of(drParameters()).text(),
                "DR_PLAN_B",
                "{\"plans\":[{\"vmSize\":\"Standard_D4as_v5\"},{\"vmSize\":\"Standard_E4s_v5\",\"vmZone\":\"2\"}]}",
                "AZURE_SECRET_ARN",
                ARN + "azure",
                "BACKUP_STORE",
                "az://" + Azurite.ACCOUNT + "/" + container));
        database("TARGET", standby, "target");
        database("PRIMARY", primary, "primary");
        environment.put("PRIMARY_USERS", ShopSite.USER);
        environment.put("APPLICATION_SECRET_ARN", ARN + "application");
        secrets.with(ARN + "azure", azurite.connectionString())
                .withLogin(ARN + "application", ShopSite.USER, ShopSite.PASSWORD);
    }

    private static Map<String, Object> drParameters() {
        var parameters = new LinkedHashMap<String, Object>(SiteTemplate.REQUIRED);
        parameters.remove("databaseAdminPassword");
        parameters.put("name", SITE);
        parameters.put("databaseClients", List.of("203.0.113.7"));
        return parameters;
    }

    private void database(String prefix, Database database, String secret) {
        var url = database.url();
        environment.put(prefix + "_HOST", url.host());
        environment.put(prefix + "_PORT", String.valueOf(url.port()));
        environment.put(prefix + "_SSL_MODE", url.sslMode().name());
        environment.put(prefix + "_SECRET_ARN", ARN + secret);
        database.run(
                "CREATE USER IF NOT EXISTS 'dradmin'@'%' IDENTIFIED BY '" + ADMIN_PASSWORD + "'",
                "GRANT ALL ON *.* TO 'dradmin'@'%' WITH GRANT OPTION");
        secrets.withLogin(ARN + secret, "dradmin", ADMIN_PASSWORD);
    }

    Wiring wiring() {
        return wiring(environment);
    }

    Wiring wiring(Map<String, String> settings) {
        return new Wiring(
                settings,
                new Clients(
                        () -> killer.watch(DynamoDbClient.class, dynamo.client()),
                        () -> killer.watch(SecretsManagerClient.class, secrets.client()),
                        () -> killer.watch(SnsClient.class, topic.client()),
                        () -> killer.watch(SfnClient.class, stepFunctions.client()),
                        access -> azure.identity(new cloud.aws.Secrets(secrets.client()))
                                .credential(access),
                        (credential, subscription, group) -> ResourceManager.connect(
                                killer.watch(HttpClient.class, FakeAzure.http()),
                                credential,
                                azure.arm().endpoint(),
                                subscription,
                                group),
                        new NamedProbe(),
                        clock,
                        pause));
    }

    /// Looks names up in the records, and anything else directly.
    private final class NamedProbe extends SiteProbe {
        @Override
        void demandAnAddress(URI url) {
            if (!url.getHost().equals(LocalTraffic.WWW)) {
                super.demandAnAddress(url);
            }
        }

        @Override
        Seen look(URI url) {
            return super.look(url.getHost().equals(LocalTraffic.WWW) ? traffic.visited() : url);
        }
    }

    /// Changes a setting of the functions, which start anew.
    public LocalFailover with(String name, String value) {
        environment.put(name, value);
        lambda.coolDown();
        return this;
    }

    Map<String, String> environment() {
        return environment;
    }

    /// What the command line needs to reach the tables and the workflow.
    public Map<String, String> shell() {
        return Map.of(
                "LIFEBOAT_SITE",
                SITE,
                "LIFEBOAT_FAILOVER_TABLE",
                environment.getOrDefault("FAILOVER_TABLE", ""),
                "LIFEBOAT_STATE_MACHINE",
                LocalStepFunctions.MACHINE_ARN,
                "AWS_REGION",
                "ap-northeast-2",
                "AWS_ACCESS_KEY_ID",
                "local",
                "AWS_SECRET_ACCESS_KEY",
                "local",
                "AWS_ENDPOINT_URL_DYNAMODB",
                dynamo.endpoint().toString(),
                "AWS_ENDPOINT_URL_SFN",
                stepFunctions.endpoint().toString());
    }

    /// Every item of the table of failovers.
    String items() {
        try (var client = dynamo.client()) {
            return client.scan(scan -> scan.tableName(environment.get("FAILOVER_TABLE")))
                    .items()
                    .toString();
        }
    }

    /// What a function's process is given, and where it finds the services of AWS.
    public Map<String, String> functionEnvironment() {
        var all = new TreeMap<>(environment);
        all.putAll(shell());
        all.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.endpoint().toString());
        all.put("AWS_ENDPOINT_URL_SNS", topic.endpoint().toString());
        return all;
    }

    /// Begins a failover without its workflow; returns its id.
    public String beginAlone() {
        var wanted = new Wanted(
                SITE,
                Failover.Kind.REAL,
                Failover.Approval.AUTOMATIC,
                new Trigger("a person", clock.instant()),
                Optional.empty());
        failovers().begin(wanted);
        return failovers().list().getFirst().id();
    }

    Killer killer() {
        return killer;
    }

    public AlarmHandler alarmHandler() {
        return new AlarmHandler(wiring());
    }

    public PrimaryWatchHandler primaryWatch() {
        return new PrimaryWatchHandler(wiring());
    }

    public Failovers failovers() {
        return wiring().failovers();
    }

    /// The last rehearsal.
    Readiness readiness() {
        return wiring().readiness().last().orElseThrow();
    }

    public LocalStepFunctions stepFunctions() {
        return stepFunctions;
    }

    public FakeAzure azure() {
        return azure;
    }

    public LocalTopic topic() {
        return topic;
    }

    public LocalTraffic traffic() {
        return traffic;
    }

    public ShopSite primarySite() {
        return primarySite;
    }

    public ShopSite drSite() {
        return drSite;
    }

    public Clock clock() {
        return clock;
    }

    /// Does what comes before the first rehearsal: the gates are published, and a warm standby has its server.
    void makeReady() {
        new FirstGates(new AzureGateStore(web), clock).make();
        DrSiteBefore.server(azure.manager(), SITE + "-dr-db");
    }

    /// Makes the DR site beforehand: `running` for a warm one, or `stopped` for a pilot light.
    public void prepareDrSite(String state) {
        var manager = azure.manager();
        DrSiteBefore.deploy(manager, drParameters());
        if (state.equals("stopped")) {
            DrSiteBefore.stop(manager, DrPlan.parse(environment.getOrDefault("DR_PARAMETERS", ""), "{}"));
        }
    }

    /// Waits until something is so, for two minutes at most.
    public static void await(java.util.function.BooleanSupplier done) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("it does not come to pass");
            }
            Pause.REAL.sleep(Duration.ofMillis(20));
        }
    }

    @Override
    public void close() {
        stepFunctions.close();
        azure.close();
        drSite.close();
        primarySite.close();
        traffic.close();
        topic.close();
        secrets.close();
    }
}
