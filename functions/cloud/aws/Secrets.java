package cloud.aws;

import base.ConfigurationFailure;
import base.Secret;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Secrets from AWS Secrets Manager. What they hold is in no exception.
public final class Secrets {
    private final SecretsManagerClient client;

    public Secrets(SecretsManagerClient client) {
        this.client = client;
    }

    /// User and password of a database, in the shape that RDS itself keeps: `{"username":...,"password":...}`.
    public record DatabaseLogin(String user, Secret password) {}

    /// Reads a database login.
    public DatabaseLogin databaseLogin(String arn) {
        String text = text(arn).reveal();
        return new DatabaseLogin(member(arn, text, "username"), new Secret(member(arn, text, "password")));
    }

    /// Reads a secret that is one text.
    public Secret text(String arn) {
        try {
            return Optional.ofNullable(
                            client.getSecretValue(get -> get.secretId(arn)).secretString())
                    .map(Secret::new)
                    .orElseThrow(() -> unusable(arn, "it is binary"));
        } catch (SdkException e) {
            throw AwsFailure.of(
                    "read the secret " + arn,
                    "Secrets Manager",
                    e,
                    "Check its ARN, the function's role, and the key that encrypts it.");
        }
    }

    /// The parser's own error would repeat the text, so it is not passed on.
    @SuppressWarnings("UnusedException")
    private static String member(String arn, String json, String name) {
        try {
            return JsonNode.parser()
                    .parse(json)
                    .field(name)
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString)
                    .orElseThrow(() -> unusable(arn, "it has no \"" + name + "\""));
        } catch (java.io.UncheckedIOException | IllegalArgumentException e) {
            throw unusable(arn, "it is no JSON object");
        }
    }

    private static ConfigurationFailure unusable(String arn, String why) {
        return new ConfigurationFailure(
                "the secret " + arn + " cannot be used: " + why,
                "It must read {\"username\":\"...\",\"password\":\"...\"}, as RDS keeps it.");
    }
}
