package engine.storage;

import base.ConfigurationFailure;
import base.CorruptionFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A store in a directory. A blob is written under a hidden name and gets its own name on commit; after a crash
/// a hidden file may be left behind, which nobody lists.
public final class FileBlobStore implements BlobStore {
    static final String HIDDEN = ".lifeboat-part-";

    private final Path root;

    /// A store below `root`, which is made with the first blob.
    public FileBlobStore(Path root) {
        this.root = root;
    }

    @Override
    public BlobWriter create(String name) {
        Path target = path(name);
        try {
            Files.createDirectories(target.resolveSibling(""));
            return new FileBlobWriter(target);
        } catch (IOException e) {
            throw failure("cannot write", target, e);
        }
    }

    @Override
    public InputStream read(String name) {
        Path path = path(name);
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw new CorruptionFailure(
                    path + " is missing", "Use another backup and find out who removed the file.", e);
        } catch (IOException e) {
            throw failure("cannot read", path, e);
        }
    }

    @Override
    public boolean exists(String name) {
        return Files.isRegularFile(path(name));
    }

    @Override
    public List<BlobInfo> list(String folder) {
        return children(
                folder,
                Files::isRegularFile,
                path -> new BlobInfo(fileName(path), path.toFile().length()));
    }

    @Override
    public List<String> folders(String folder) {
        return children(folder, Files::isDirectory, FileBlobStore::fileName);
    }

    /// A folder that is empty then goes too, as it does in the stores that know folders only by their blobs.
    @Override
    public void delete(String name) {
        Path path = path(name);
        try {
            if (Files.isRegularFile(path)) {
                Files.deleteIfExists(path);
            }
            deleteEmptyFolders(path);
        } catch (IOException e) {
            throw failure("cannot delete", path, e);
        }
    }

    private void deleteEmptyFolders(Path below) throws IOException {
        try {
            Path folder = below.getParent();
            while (folder != null && !folder.equals(root)) {
                Files.deleteIfExists(folder);
                folder = folder.getParent();
            }
        } catch (DirectoryNotEmptyException stillInUse) {
            return;
        }
    }

    private <T> List<T> children(String folder, Predicate<Path> wanted, java.util.function.Function<Path, T> result) {
        Path path = folder.isEmpty() ? root : path(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.filter(wanted)
                    .filter(child -> !fileName(child).startsWith(HIDDEN))
                    .sorted()
                    .map(result)
                    .toList();
        } catch (IOException e) {
            throw failure("cannot list", path, e);
        }
    }

    private Path path(String name) {
        return root.resolve(BlobNames.checked(name));
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    static ConfigurationFailure failure(String what, Path path, IOException cause) {
        return new ConfigurationFailure(
                what + " " + path + ": " + cause.getMessage(),
                "Check that the directory exists, may be written and has room.",
                cause);
    }
}
