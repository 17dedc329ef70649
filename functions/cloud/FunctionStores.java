package cloud;

import base.ConfigurationFailure;
import cloud.aws.S3BlobStore;
import cloud.aws.Secrets;
import cloud.azure.AzureBlobStore;
import cloud.azure.AzureLogin;
import engine.storage.BlobStore;
import engine.storage.FileBlobStore;
import engine.storage.StoreUrl;

/// Opens the stores of a function, logged in as its settings say.
public final class FunctionStores {
    private final AzureAccess azure;
    private final Secrets secrets;

    public FunctionStores(AzureAccess azure, Secrets secrets) {
        this.azure = azure;
        this.secrets = secrets;
    }

    /// Opens a store. A secret that was rotated is read again.
    public BlobStore open(StoreUrl url) {
        return switch (url) {
            case StoreUrl.Directory directory -> new FileBlobStore(directory.path());
            case StoreUrl.Azure place ->
                new AzureBlobStore(login().container(place.account(), place.container()), place.prefix());
            case StoreUrl.S3 s3 -> S3BlobStore.connect(s3.bucket(), s3.prefix());
        };
    }

    /// The login itself, for what is more than a store.
    public AzureLogin login() {
        return switch (azure) {
            case AzureAccess.SecretArn secret -> AzureLogin.ofSecret(secrets.text(secret.arn()));
            case AzureAccess.Identity identity ->
                new AzureLogin.Token(AzureIdentity.connect(secrets).credential(identity));
            case AzureAccess.None none ->
                throw new ConfigurationFailure(
                        "there is no login for Azure", "Set AZURE_TENANT_ID and AZURE_CLIENT_ID, or AZURE_SECRET_ARN.");
        };
    }
}
