package testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Secrets Manager, of which only GetSecretValue is known; anything else, an unsigned request or an unknown
/// secret is refused as the service refuses it.
public final class LocalSecrets extends LocalAwsService {
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    private LocalSecrets() {}

    public static LocalSecrets start() {
        return new LocalSecrets();
    }

    public LocalSecrets with(String arn, String value) {
        secrets.put(arn, value);
        return this;
    }

    /// A database login, in the shape that RDS keeps.
    public LocalSecrets withLogin(String arn, String user, String password) {
        return with(
                arn, JsonText.of(Map.of("username", user, "password", password)).text());
    }

    public SecretsManagerClient client() {
        return SecretsManagerClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(endpoint())
                .region(Region.AP_NORTHEAST_2)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    @Override
    Reply answer(String operation, String body) {
        String id = String.valueOf(new JsonText(body).members().get("SecretId"));
        if (!operation.equals("GetSecretValue")) {
            return Reply.refused("InvalidRequestException", "refused");
        }
        String value = secrets.get(id);
        return value == null
                ? Reply.refused("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
                : new Reply(
                        200,
                        JsonText.of(Map.of("ARN", id, "Name", "x", "SecretString", value))
                                .text());
    }
}
