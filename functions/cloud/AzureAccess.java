package cloud;

import base.Settings;
import java.util.Arrays;

/// How a function logs in to Azure: by federation, without any secret, or by one kept in Secrets Manager.
public sealed interface AzureAccess {
    /// A login as an Entra application, which may do more than read and write blobs.
    sealed interface Identity extends AzureAccess {}

    /// The Entra application that trusts this function's role.
    record Federated(String tenantId, String clientId) implements Identity {}

    /// An Entra application with a client secret, for accounts that cannot have federation. The secret's text
    /// is in Secrets Manager.
    record ClientSecret(String tenantId, String clientId, String secretArn) implements Identity {}

    /// A secret with a connection string or a shared access signature.
    record SecretArn(String arn) implements AzureAccess {}

    /// Not at all: no store is in Azure.
    record None() implements AzureAccess {}

    /// What the settings `AZURE_SECRET_ARN`, or `AZURE_TENANT_ID` and `AZURE_CLIENT_ID`, say. They are demanded
    /// unless every store that `stores` name is elsewhere.
    static AzureAccess from(Settings settings, String... stores) {
        boolean needed = Arrays.stream(stores)
                .flatMap(name -> settings.optional(name).stream())
                .anyMatch(url -> !url.startsWith("s3://") && !url.startsWith("file://"));
        var secret = settings.optional("AZURE_SECRET_ARN");
        if (secret.isPresent()) {
            return new SecretArn(secret.get());
        }
        return needed ? new Federated(settings.text("AZURE_TENANT_ID"), settings.text("AZURE_CLIENT_ID")) : new None();
    }

    /// The login of a function that manages resources: `AZURE_TENANT_ID` and `AZURE_CLIENT_ID`, and
    /// `AZURE_CLIENT_SECRET_ARN` if there is no federation.
    static Identity identityFrom(Settings settings) {
        String tenant = settings.text("AZURE_TENANT_ID");
        String client = settings.text("AZURE_CLIENT_ID");
        return settings.optional("AZURE_CLIENT_SECRET_ARN")
                .<Identity>map(arn -> new ClientSecret(tenant, client, arn))
                .orElseGet(() -> new Federated(tenant, client));
    }
}
