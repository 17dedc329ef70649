package cloud.azure;

import base.ConfigurationFailure;
import base.Secret;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.time.Duration;

/// How one logs in to Azure Blob, and a client that does.
public sealed interface AzureLogin {
    /// A connection string of the storage account; it also says where the account is.
    record ConnectionString(Secret value) implements AzureLogin {}

    /// The key of the storage account.
    record AccountKey(Secret value) implements AzureLogin {}

    /// A shared access signature, with or without its leading question mark.
    record SharedAccessSignature(Secret value) implements AzureLogin {}

    /// A credential that gets tokens: a federated identity, a managed one, or whoever is logged in on this
    /// machine.
    record Token(TokenCredential credential) implements AzureLogin {}

    /// The login that a kept secret is: a connection string, or else a shared access signature.
    static AzureLogin ofSecret(Secret secret) {
        return secret.reveal().contains("AccountName=") || secret.reveal().contains("BlobEndpoint=")
                ? new ConnectionString(secret)
                : new SharedAccessSignature(secret);
    }

    /// A client for a container. Each attempt at a request may take two minutes, and there are five.
    default BlobContainerClient container(String account, String container) {
        var builder = new BlobServiceClientBuilder()
                .httpClient(http())
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.EXPONENTIAL,
                        5,
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30),
                        null))
                .endpoint("https://" + account + ".blob.core.windows.net");
        switch (this) {
            case ConnectionString login ->
                builder.connectionString(login.value().reveal());
            case AccountKey login ->
                builder.credential(
                        new StorageSharedKeyCredential(account, login.value().reveal()));
            case SharedAccessSignature login ->
                builder.sasToken(login.value().reveal().replaceFirst("^\\?", ""));
            case Token login -> builder.credential(login.credential());
        }
        var client = builder.buildClient();
        if (!account.equals(client.getAccountName())) {
            throw new ConfigurationFailure(
                    "the store names the account " + account + ", the login is for " + client.getAccountName(),
                    "Name the account of the connection string in az://account/container/prefix.");
        }
        return client.getBlobContainerClient(container);
    }

    private static HttpClient http() {
        return new JdkHttpClientBuilder()
                .connectionTimeout(Duration.ofSeconds(10))
                .build();
    }
}
