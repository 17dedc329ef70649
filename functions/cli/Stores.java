package cli;

import base.Secret;
import cloud.aws.S3BlobStore;
import cloud.azure.AzureBlobStore;
import cloud.azure.AzureLogin;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import engine.storage.BlobStore;
import engine.storage.FileBlobStore;
import engine.storage.StoreUrl;
import java.util.Map;
import java.util.Optional;

/// Opens the store that a URL names, logged in as the environment says. The variables are those of MySQL Shell,
/// and for S3 those of the AWS SDK.
final class Stores {
    private Stores() {}

    static BlobStore open(StoreUrl url, Map<String, String> environment) {
        return switch (url) {
            case StoreUrl.Directory directory -> new FileBlobStore(directory.path());
            case StoreUrl.Azure azure ->
                new AzureBlobStore(login(environment).container(azure.account(), azure.container()), azure.prefix());
            case StoreUrl.S3 s3 -> S3BlobStore.connect(s3.bucket(), s3.prefix());
        };
    }

    /// The login that the environment holds.
    static AzureLogin login(Map<String, String> environment) {
        return secret(environment, "AZURE_STORAGE_CONNECTION_STRING")
                .<AzureLogin>map(AzureLogin.ConnectionString::new)
                .or(() -> secret(environment, "AZURE_STORAGE_KEY").map(AzureLogin.AccountKey::new))
                .or(() -> secret(environment, "AZURE_STORAGE_SAS_TOKEN").map(AzureLogin.SharedAccessSignature::new))
                .orElseGet(() -> new AzureLogin.Token(new DefaultAzureCredentialBuilder()
                        .httpClient(new JdkHttpClientBuilder().build())
                        .build()));
    }

    static Optional<Secret> secret(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isEmpty())
                .map(Secret::new);
    }
}
