package engine.storage;

import base.ConfigurationFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Writes a hidden file beside the target, forces it to disk, and links it to its name. A link, unlike a
/// rename, fails when the name is taken. Where the file system has no links the file is renamed, unless the
/// name is taken.
final class FileBlobWriter implements BlobWriter {
    private final Path target;
    private final Path hidden;
    private final FileChannel channel;

    FileBlobWriter(Path target) throws IOException {
        this.target = target;
        this.hidden = target.resolveSibling(FileBlobStore.HIDDEN + UUID.randomUUID());
        this.channel = FileChannel.open(hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /// For tests: a file that is there already.
    FileBlobWriter(Path target, Path existing) throws IOException {
        this.target = target;
        this.hidden = existing;
        this.channel = FileChannel.open(existing, StandardOpenOption.WRITE);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            var buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw FileBlobStore.failure("cannot write", target, e);
        }
    }

    @Override
    public void commit() {
        try {
            channel.force(false);
            channel.close();
            link();
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationFailure(
                    target + " exists already", "Back up to another place; nothing is ever overwritten.", e);
        } catch (IOException e) {
            throw FileBlobStore.failure("cannot commit", target, e);
        }
    }

    private void link() throws IOException {
        try {
            Files.createLink(target, hidden);
        } catch (UnsupportedOperationException noLinksHere) {
            Files.move(hidden, target);
        }
    }

    /// Removes the hidden name. What it leaves behind if that fails is a hidden file, never half a blob.
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(hidden);
        } catch (IOException e) {
            hidden.toFile().deleteOnExit();
        }
    }
}
