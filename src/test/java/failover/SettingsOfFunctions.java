package failover;

import base.Pause;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/// Which environment variables each function of the failover reads when Lambda makes it.
public final class SettingsOfFunctions {
    private static final Map<String, String> GIVEN = Map.ofEntries(
            Map.entry("SITE_NAME", "shop"),
            Map.entry("FAILOVER_TABLE", "failovers"),
            Map.entry("STATE_MACHINE_ARN", "arn:aws:states:ap-northeast-2:123456789012:stateMachine:x"),
            Map.entry("ALARM_TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:x"),
            Map.entry("ALARM_ARN", "arn:aws:cloudwatch:us-east-1:123456789012:alarm:x"),
            Map.entry("APPROVAL", "manual"),
            Map.entry("OPERATORS_TOPIC_ARN", "arn:aws:sns:ap-northeast-2:123456789012:x"),
            Map.entry("STANDBY_MODE", "warm"),
            Map.entry("CONFIRM_SECONDS", "30"),
            Map.entry("PRIMARY_URLS", "https://aws.shop.example/health"),
            Map.entry("DR_URL", "https://dr.shop.example/health"),
            Map.entry("PUBLIC_URL", "https://www.shop.example/"),
            Map.entry("GATES_ACCOUNT", "gates"),
            Map.entry("GATES_URL", "https://gates.z12.web.core.windows.net"),
            Map.entry("AZURE_TENANT_ID", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"),
            Map.entry("AZURE_CLIENT_ID", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"),
            Map.entry("AZURE_SUBSCRIPTION_ID", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"),
            Map.entry("DR_RESOURCE_GROUP", "shop-dr"),
            Map.entry("DR_PARAMETERS", "{\"name\":\"shop\"}"),
            Map.entry("BACKUP_STORE", "az://account/container"),
            Map.entry("TARGET_HOST", "target"),
            Map.entry("TARGET_SECRET_ARN", "arn:target"),
            Map.entry("APPLICATION_SECRET_ARN", "arn:application"),
            Map.entry("PRIMARY_HOST", "primary"),
            Map.entry("PRIMARY_SECRET_ARN", "arn:primary"),
            Map.entry("PRIMARY_USERS", "shopapp"));

    private static final Map<String, Function<Wiring, RequestHandler<?, ?>>> FUNCTIONS = Map.ofEntries(
            Map.entry("AlarmFunction", AlarmHandler::new),
            Map.entry("ConfirmOutageFunction", ConfirmOutageHandler::new),
            Map.entry("StartDrSiteFunction", StartDrSiteHandler::new),
            Map.entry("AwaitDrSiteFunction", AwaitDrSiteHandler::new),
            Map.entry("ChooseBackupFunction", ChooseBackupHandler::new),
            Map.entry("RestoreBackupFunction", RestoreBackupHandler::new),
            Map.entry("CheckDrSiteFunction", CheckDrSiteHandler::new),
            Map.entry("FencePrimaryFunction", FencePrimaryHandler::new),
            Map.entry("AskPersonFunction", AskPersonHandler::new),
            Map.entry("OpenGatesFunction", OpenGatesHandler::new),
            Map.entry("ConfirmTrafficFunction", ConfirmTrafficHandler::new),
            Map.entry("ShutGatesFunction", ShutGatesHandler::new),
            Map.entry("LiftFenceFunction", LiftFenceHandler::new),
            Map.entry("CleanUpFunction", CleanUpHandler::new),
            Map.entry("ReportFunction", ReportHandler::new),
            Map.entry("ReadinessFunction", ReadinessHandler::new),
            Map.entry("PrimaryWatchFunction", PrimaryWatchHandler::new));

    private SettingsOfFunctions() {}

    /// The names of the variables, by the functions' names in the template.
    public static Map<String, Set<String>> read() {
        var read = new TreeMap<String, Set<String>>();
        FUNCTIONS.forEach((name, maker) -> read.put(name, readBy(maker)));
        return read;
    }

    private static Set<String> readBy(Function<Wiring, RequestHandler<?, ?>> maker) {
        var read = new TreeSet<String>();
        var environment = new HashMap<String, String>() {
            @Override
            public @Nullable String get(@Nullable Object name) {
                read.add(String.valueOf(name));
                return GIVEN.get(String.valueOf(name));
            }
        };
        var _ = maker.apply(new Wiring(environment, clients()));
        return read;
    }

    /// Nobody is called when a function is made.
    private static Clients clients() {
        return new Clients(
                () -> DynamoDbClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .region(Region.AP_NORTHEAST_2)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build(),
                () -> SecretsManagerClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .region(Region.AP_NORTHEAST_2)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build(),
                () -> SnsClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .region(Region.AP_NORTHEAST_2)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build(),
                () -> SfnClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .region(Region.AP_NORTHEAST_2)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build(),
                access -> {
                    throw new IllegalStateException("Entra is called too early");
                },
                (credential, subscription, group) -> {
                    throw new IllegalStateException("Azure is called too early");
                },
                new SiteProbe(),
                Clock.systemUTC(),
                Pause.REAL);
    }
}
