package cli;

import base.Secret;
import cloud.azure.AzureLogin;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobRetentionPolicy;
import com.azure.storage.blob.models.BlobServiceProperties;
import com.azure.storage.blob.models.StaticWebsite;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import engine.format.Json;
import engine.format.JsonObject;
import incident.Gate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import testkit.Azurite;

/// A storage account whose website is off and holds nothing, and the commands that change that. It is an Azurite that
/// nobody else uses, because the website is a matter of the whole account.
final class EmptyAccount {
    private static final Azurite AZURITE = Azurite.start();

    private final BlobContainerClient container =
            new AzureLogin.ConnectionString(new Secret(connectionString())).container(Azurite.ACCOUNT, Gate.CONTAINER);

    EmptyAccount() {
        container.deleteIfExists();
        service()
                .setProperties(new BlobServiceProperties()
                        .setDeleteRetentionPolicy(new BlobRetentionPolicy().setEnabled(false))
                        .setStaticWebsite(new StaticWebsite().setEnabled(false)));
    }

    static String connectionString() {
        return AZURITE.connectionString();
    }

    BlobContainerClient container() {
        return container;
    }

    BlobServiceClient service() {
        return container.getServiceClient();
    }

    String blob(String name) {
        return container.getBlobClient(name).downloadContent().toString();
    }

    List<String> blobs() {
        return container.listBlobs().stream().map(item -> item.getName()).toList();
    }

    /// A login that may do no more than that.
    String login(String permissions, String resourceTypes) {
        var signature = service()
                .generateAccountSas(new AccountSasSignatureValues(
                        OffsetDateTime.now(Clock.systemUTC()).plusHours(1),
                        AccountSasPermission.parse(permissions),
                        new AccountSasService().setBlobAccess(true),
                        AccountSasResourceType.parse(resourceTypes)));
        return "BlobEndpoint=http://127.0.0.1:" + AZURITE.port() + "/" + Azurite.ACCOUNT + ";SharedAccessSignature="
                + signature;
    }

    static Ran site(String command, String... more) {
        return site(Clock.systemUTC(), command, more);
    }

    static Ran site(Clock clock, String command, String... more) {
        return site(clock, connectionString(), command, more);
    }

    static Ran siteAs(String connectionString, String command, String... more) {
        return site(Clock.systemUTC(), connectionString, command, more);
    }

    private static Ran site(Clock clock, String connectionString, String command, String... more) {
        var args = new ArrayList<>(List.of("site", command, "--to", "az://" + Azurite.ACCOUNT));
        args.addAll(List.of(more));
        return Ran.of(clock, Map.of("AZURE_STORAGE_CONNECTION_STRING", connectionString), args.toArray(String[]::new));
    }

    static List<Ran> together(List<Callable<Ran>> calls) throws InterruptedException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    static JsonObject json(String text) {
        return Json.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "stdout");
    }
}
