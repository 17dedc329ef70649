package cloud.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import engine.storage.BlobNames;
import engine.storage.BlobStore;
import engine.storage.BlobWriter;
import engine.storage.BlockedWriter;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// A store below a prefix of an Azure Blob container. Block blobs, committed only if no blob of that name
/// exists.
public final class AzureBlobStore implements BlobStore {
    private final BlobContainerClient container;
    private final String prefix;
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

    /// `prefix` is empty or a path without a slash at either end.
    public AzureBlobStore(BlobContainerClient container, String prefix) {
        this.container = container;
        this.prefix = prefix.isEmpty() ? "" : prefix + "/";
    }

    @Override
    public BlobWriter create(String name) {
        var blob = container.getBlobClient(path(name)).getBlockBlobClient();
        return new BlockedWriter(new AzureBlockTarget(blob, name), executor);
    }

    @Override
    public InputStream read(String name) {
        return calling("read " + name, () -> container.getBlobClient(path(name)).openInputStream());
    }

    @Override
    public boolean exists(String name) {
        return calling(
                "look for " + name, () -> container.getBlobClient(path(name)).exists());
    }

    @Override
    public List<BlobInfo> list(String folder) {
        String start = folderPath(folder);
        return calling(
                "list " + folder,
                () -> children(start)
                        .filter(item -> !isFolder(item))
                        .map(item -> new BlobInfo(
                                item.getName().substring(start.length()),
                                item.getProperties().getContentLength()))
                        .toList());
    }

    @Override
    public List<String> folders(String folder) {
        String start = folderPath(folder);
        return calling(
                "list " + folder,
                () -> children(start)
                        .filter(AzureBlobStore::isFolder)
                        .map(item -> item.getName().substring(start.length()).replaceAll("/$", ""))
                        .toList());
    }

    @Override
    public void delete(String name) {
        calling("delete " + name, () -> container.getBlobClient(path(name)).deleteIfExists());
    }

    private java.util.stream.Stream<BlobItem> children(String start) {
        return container.listBlobsByHierarchy("/", new ListBlobsOptions().setPrefix(start), null).stream();
    }

    private static boolean isFolder(BlobItem item) {
        return Boolean.TRUE.equals(item.isPrefix());
    }

    private String folderPath(String folder) {
        return folder.isEmpty() ? prefix : path(folder) + "/";
    }

    private String path(String name) {
        return prefix + BlobNames.checked(name);
    }

    private static <T> T calling(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw AzureFailure.of(what, e);
        }
    }
}
