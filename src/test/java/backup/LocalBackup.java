package backup;

import base.Progress;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import testkit.Azurite;
import testkit.Database;
import testkit.LocalDynamo;
import testkit.LocalSecrets;
import testkit.ReadSettings;

/// The backup function wired as Lambda wires it, from environment variables, but to servers on this machine.
public final class LocalBackup implements AutoCloseable {
    public static final String TABLE = "lifeboat-catalog";
    public static final String CONTAINER = "backups";
    private static final String SOURCE_SECRET = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:source";
    private static final String AZURE_SECRET = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:azure";

    private final LocalSecrets secrets;
    private final DynamoDbClient dynamo;
    private final Map<String, String> environment;

    private LocalBackup(LocalSecrets secrets, DynamoDbClient dynamo, Map<String, String> environment) {
        this.secrets = secrets;
        this.dynamo = dynamo;
        this.environment = environment;
    }

    /// `schemas` are separated by commas. The container and the table must be there.
    public static LocalBackup of(
            Database source,
            String azureConnection,
            LocalDynamo dynamo,
            String container,
            String table,
            String schemas) {
        var url = source.url();
        var secrets = LocalSecrets.start()
                .with(
                        SOURCE_SECRET,
                        "{\"username\":\"" + url.user() + "\",\"password\":\""
                                + url.password().reveal() + "\"}")
                .with(AZURE_SECRET, azureConnection);
        var environment = new HashMap<String, String>();
        environment.put("SOURCE_NAME", "shop");
        environment.put("SOURCE_HOST", url.host());
        environment.put("SOURCE_PORT", String.valueOf(url.port()));
        environment.put("SOURCE_SECRET_ARN", SOURCE_SECRET);
        environment.put("SOURCE_SCHEMAS", schemas);
        environment.put("SOURCE_SSL_MODE", url.sslMode().name());
        environment.put("BACKUP_STORE", "az://" + Azurite.ACCOUNT + "/" + container);
        environment.put("AZURE_SECRET_ARN", AZURE_SECRET);
        environment.put("CATALOG_TABLE", table);
        return new LocalBackup(secrets, dynamo.client(), environment);
    }

    /// The environment variables that the function reads.
    public static Set<String> settingsThatAreRead() {
        return ReadSettings.of(Map.of("BACKUP_STORE", "az://account/container"), BackupSettings::from);
    }

    /// An event from its text, as Lambda's runtime reads it.
    public static ScheduledEvent scheduledEvent(String json) {
        return LambdaEventSerializers.serializerFor(ScheduledEvent.class, LocalBackup.class.getClassLoader())
                .fromJson(json);
    }

    /// Changes a setting.
    public LocalBackup with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public BackupHandler handler(Progress progress) {
        var wiring = new BackupWiring(BackupSettings.from(environment), secrets.client(), dynamo);
        return new BackupHandler(() -> wiring.nightlyBackup(progress), Clock.systemUTC());
    }

    @Override
    public void close() {
        secrets.close();
        dynamo.close();
    }
}
