package failover;

import base.Pause;
import base.Settings;
import cloud.AzureAccess;
import cloud.FunctionStores;
import cloud.aws.DynamoFailovers;
import cloud.aws.DynamoReadiness;
import cloud.aws.Secrets;
import cloud.aws.StepFunctions;
import cloud.aws.Topic;
import cloud.azure.AzureGateStore;
import cloud.azure.AzurePages;
import cloud.azure.HttpPublicGates;
import cloud.azure.ResourceManager;
import engine.format.DefinerRule;
import engine.load.RestoreRequest;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import engine.storage.StoreUrl;
import incident.Executions;
import incident.Failover;
import incident.Failovers;
import incident.Gate;
import incident.Gates;
import incident.Launch;
import incident.ReadinessStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Puts the tasks together, each from the settings that it needs and no others. Passwords are read when they are used,
/// so that one that was rotated is read again.
final class Wiring {
    private static final Duration GATE_PAUSE = Duration.ofSeconds(1);

    private final Map<String, String> environment;
    private final Clients clients;

    Wiring(Map<String, String> environment) {
        this(environment, Clients.real());
    }

    Wiring(Map<String, String> environment, Clients clients) {
        this.environment = environment;
        this.clients = clients;
    }

    Clock clock() {
        return clients.clock();
    }

    Pause pause() {
        return clients.pause();
    }

    private <T> T read(Function<Settings, T> parse) {
        return Settings.read(environment, parse);
    }

    private String text(String name) {
        return read(settings -> settings.text(name));
    }

    private Secrets secrets() {
        SecretsManagerClient client = clients.secrets().get();
        return new Secrets(client);
    }

    String site() {
        return text("SITE_NAME");
    }

    Failovers failovers() {
        var store = new DynamoFailovers(clients.dynamo().get(), text("FAILOVER_TABLE"), site());
        return new Failovers(store, clock());
    }

    ReadinessStore readiness() {
        return new DynamoReadiness(clients.dynamo().get(), text("FAILOVER_TABLE"), site());
    }

    Launch launch() {
        return new Launch(failovers(), executions());
    }

    Executions executions() {
        return new StepFunctions(clients.sfn().get(), text("STATE_MACHINE_ARN"));
    }

    AlarmGuard alarmGuard() {
        return new AlarmGuard(text("ALARM_TOPIC_ARN"), text("ALARM_ARN"), clock());
    }

    Failover.Approval approval() {
        return read(settings -> settings.required("APPROVAL", Wiring::approval, Failover.Approval.MANUAL));
    }

    private static Failover.Approval approval(String text) {
        return switch (text) {
            case "automatic" -> Failover.Approval.AUTOMATIC;
            case "manual" -> Failover.Approval.MANUAL;
            default -> throw new IllegalArgumentException(text);
        };
    }

    Task confirmOutage() {
        var window = read(settings -> Duration.ofSeconds(settings.number("CONFIRM_SECONDS", 6, 120, 10)));
        return new ConfirmOutage(clients.probe(), primaryUrls(), window, clock(), clients.pause());
    }

    private List<URI> primaryUrls() {
        return read(settings -> settings.required("PRIMARY_URLS", Wiring::urls, List.of()));
    }

    private static List<URI> urls(String text) {
        return list(text).stream().map(Wiring::url).toList();
    }

    /// What stands between commas, without blanks.
    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static URI url(String text) {
        var url = URI.create(text);
        if (url.getHost() == null) {
            throw new IllegalArgumentException(text);
        }
        return url;
    }

    private URI url(String name, String standIn) {
        return read(settings -> settings.required(name, Wiring::url, URI.create(standIn)));
    }

    private Duration patience() {
        return read(settings -> Duration.ofMinutes(settings.number("DR_PATIENCE_MINUTES", 1, 120, 60)));
    }

    /// The DR site, and its rehearsal.
    private record Dr(DrSite site, DrRehearsal rehearsal) {}

    private Dr dr() {
        var plan = read(settings -> DrPlan.parse(
                settings.text("DR_PARAMETERS"), settings.optional("DR_PLAN_B").orElse("{}")));
        var admin = text("TARGET_SECRET_ARN");
        var manager = resourceManager();
        var template = new DrTemplate(() -> secrets().databaseLogin(admin));
        return new Dr(new DrSite(manager, plan, template), new DrRehearsal(manager, plan, template, site(), pause()));
    }

    /// The credential keeps its token between invocations, so it is made once.
    private Supplier<ResourceManager> resourceManager() {
        var access = read(AzureAccess::identityFrom);
        var subscription = text("AZURE_SUBSCRIPTION_ID");
        var group = text("DR_RESOURCE_GROUP");
        return new Once<>(() -> clients.resourceManager().make(clients.azure().apply(access), subscription, group));
    }

    Task startDrSite() {
        var dr = dr();
        return new StartDrSite(dr.site(), dr.rehearsal());
    }

    Task awaitDrSite() {
        var dr = dr();
        var standby = new Standby(text("TARGET_HOST"), isWarm());
        return new AwaitDrSite(dr.site(), dr.rehearsal(), standby, patience(), clock());
    }

    private DatabaseSettings database(String prefix) {
        return read(settings -> DatabaseSettings.from(settings, prefix));
    }

    private Supplier<Sessions> sessions(DatabaseSettings database) {
        return () -> new Sessions(database.url(secrets()));
    }

    private StoreUrl storeUrl() {
        return read(settings -> settings.required("BACKUP_STORE", StoreUrl::parse, StoreUrl.parse("file:///")));
    }

    private Supplier<BlobStore> store() {
        var url = storeUrl();
        var access = read(settings -> AzureAccess.from(settings, "BACKUP_STORE"));
        return () -> new FunctionStores(access, secrets()).open(url);
    }

    private boolean isWarm() {
        return text("STANDBY_MODE").equals("warm");
    }

    Task chooseBackup() {
        return new ChooseBackup(site(), store(), sessions(database("TARGET")), isWarm(), clock());
    }

    Task restoreBackup() {
        var target = database("TARGET");
        var plan = read(settings -> new RestoreBackup.Plan(
                settings.flag("RESTORE_USERS"),
                settings.parsed("RESTORE_DEFINER", DefinerRule::parse).orElse(new DefinerRule.Keep()),
                settings.number("RESTORE_THREADS", 1, 64, RestoreRequest.THREADS),
                settings.text("STANDBY_MODE").equals("cold")));
        return new RestoreBackup(() -> target.url(secrets()), store(), plan);
    }

    Task checkDrSite() {
        var application = read(settings -> settings.optional("APPLICATION_SECRET_ARN"))
                .map(arn -> sessions(read(settings -> DatabaseSettings.from(settings, "TARGET", arn))));
        return new CheckDrSite(
                clients.probe(), url("DR_URL", "https://dr"), application, isWarm(), patience(), clock());
    }

    private PrimaryFence fence() {
        var primary = database("PRIMARY");
        return new PrimaryFence(
                () -> Sessions.impatient(primary.url(secrets())), list(text("PRIMARY_USERS")), clients.pause());
    }

    Task fencePrimary() {
        return new FencePrimary(fence());
    }

    Operators operators() {
        var topic = new Topic(clients.sns().get(), text("OPERATORS_TOPIC_ARN"));
        return topic::publish;
    }

    Task askPerson() {
        return new AskPerson(operators());
    }

    private Supplier<Gates> gates() {
        var access = read(settings -> AzureAccess.from(settings, "GATES_URL"));
        var account = text("GATES_ACCOUNT");
        var website = new HttpPublicGates(url("GATES_URL", "https://gates"));
        return () -> {
            var container = new FunctionStores(access, secrets()).login().container(account, Gate.CONTAINER);
            return new Gates(
                    new AzureGateStore(container),
                    website,
                    clock(),
                    () -> clients.pause().sleep(GATE_PAUSE));
        };
    }

    Task openGates() {
        return new OpenGates(sessions(database("TARGET")), gates());
    }

    Task confirmTraffic() {
        return new ConfirmTraffic(clients.probe(), url("PUBLIC_URL", "https://public"), clock());
    }

    Task shutGates() {
        return new ShutGates(sessions(database("TARGET")), gates());
    }

    Task liftFence() {
        return new LiftFence(fence(), clock());
    }

    Task cleanUp() {
        var target = database("TARGET");
        var dr = dr();
        return new CleanUp(
                dr.site(), dr.rehearsal(), () -> Sessions.loading(target.url(secrets())), patience(), clock());
    }

    Task report() {
        var url = storeUrl();
        var access = read(settings -> AzureAccess.from(settings, "BACKUP_STORE"));
        var gates = new HttpPublicGates(url("GATES_URL", "https://gates"));
        return new Report(new Reports(() -> pages(url, access)), gates, operators(), clock());
    }

    private AzurePages pages(StoreUrl url, AzureAccess access) {
        if (url instanceof StoreUrl.Azure place) {
            var login = new FunctionStores(access, secrets()).login();
            return new AzurePages(login.container(place.account(), place.container()), login, clock());
        }
        throw new base.ConfigurationFailure(
                "reports need a store in Azure, and BACKUP_STORE is none",
                "Set BACKUP_STORE to az://account/container.");
    }

    PrimaryWatch primaryWatch() {
        return new PrimaryWatch(
                failovers(), launch(), fence(), clients.probe(), primaryUrls(), approval(), operators(), clock());
    }
}
