package engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.Secret;
import cloud.azure.AzureBlobStore;
import cloud.azure.AzureLogin;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import testkit.Azurite;
import testkit.SharedClouds;

/// Against a real Azurite.
final class AzureBlobStoreTest extends BlobStoreContract {
    private final BlobContainerClient container = SharedClouds.get().container(SharedClouds.name());

    @Override
    BlobStore store() {
        return new AzureBlobStore(container, "some/prefix");
    }

    @Test
    void aContainerThatIsAbsentIsSaidSo() {
        var login =
                new AzureLogin.ConnectionString(new Secret(SharedClouds.get().connectionString()));
        var store = new AzureBlobStore(login.container(Azurite.ACCOUNT, "absent"), "");
        assertThatThrownBy(() -> write(store, "x"))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("the container does not exist");
    }

    @Test
    void aWrongKeyIsDeniedAndItsValueIsNowhere() {
        String key = "d3Jvbmcta2V5LXdyb25nLWtleQ==";
        String connection = SharedClouds.get().connectionString().replace(Azurite.KEY, key);
        var login = new AzureLogin.ConnectionString(new Secret(connection));
        var store = new AzureBlobStore(login.container(Azurite.ACCOUNT, container.getBlobContainerName()), "");
        assertThatThrownBy(() -> write(store, "x"))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("Azure denies it")
                .hasStackTraceContaining("AzureFailure")
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain(key));
    }

    @Test
    void aSignatureThatMayOnlyCreateIsEnoughToBackUp() {
        var values = new BlobServiceSasSignatureValues(
                OffsetDateTime.now(java.time.ZoneOffset.UTC).plusHours(1),
                new BlobContainerSasPermission()
                        .setCreatePermission(true)
                        .setReadPermission(true)
                        .setListPermission(true));
        String signature = container.generateSas(values);
        var client = new com.azure.storage.blob.BlobContainerClientBuilder()
                .endpoint(container.getBlobContainerUrl())
                .sasToken(signature)
                .buildClient();
        var store = new AzureBlobStore(client, "");
        write(store, "x");
        assertThat(store.exists("x")).isTrue();
    }

    @Test
    void theAccountKeyIsALogin() {
        var credential = new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.KEY);
        assertThat(credential.getAccountName()).isEqualTo(Azurite.ACCOUNT);
        assertThat(new AzureLogin.AccountKey(new Secret(Azurite.KEY))
                        .container(Azurite.ACCOUNT, "c")
                        .getBlobContainerUrl())
                .isEqualTo("https://devstoreaccount1.blob.core.windows.net/c");
    }

    private static void write(BlobStore store, String name) {
        byte[] bytes = "x".getBytes(StandardCharsets.UTF_8);
        try (var blob = store.create(name)) {
            blob.write(bytes, 0, bytes.length);
            blob.commit();
        }
    }
}
