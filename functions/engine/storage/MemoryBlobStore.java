package engine.storage;

import base.ConfigurationFailure;
import base.CorruptionFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/// A store in memory, for what is small and needed for a moment.
public final class MemoryBlobStore implements BlobStore {
    private final ConcurrentSkipListMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();

    @Override
    public BlobWriter create(String name) {
        BlobNames.checked(name);
        var bytes = new ByteArrayOutputStream();
        return new BlobWriter() {
            @Override
            public void write(byte[] buffer, int offset, int length) {
                bytes.write(buffer, offset, length);
            }

            @Override
            public void commit() {
                if (blobs.putIfAbsent(name, bytes.toByteArray()) != null) {
                    throw new ConfigurationFailure(name + " exists already", "Use another name.");
                }
            }

            @Override
            public void close() {
                bytes.reset();
            }
        };
    }

    @Override
    public InputStream read(String name) {
        byte[] bytes = blobs.get(BlobNames.checked(name));
        if (bytes == null) {
            throw new CorruptionFailure(name + " is missing", "Use another backup.");
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public boolean exists(String name) {
        return blobs.containsKey(BlobNames.checked(name));
    }

    @Override
    public List<BlobInfo> list(String folder) {
        String start = folder.isEmpty() ? "" : folder + "/";
        return blobs.entrySet().stream()
                .filter(blob -> blob.getKey().startsWith(start))
                .filter(blob -> blob.getKey().indexOf('/', start.length()) < 0)
                .map(blob -> new BlobInfo(blob.getKey().substring(start.length()), blob.getValue().length))
                .toList();
    }

    @Override
    public List<String> folders(String folder) {
        String start = folder.isEmpty() ? "" : folder + "/";
        var folders = new TreeSet<String>();
        for (String name : blobs.keySet()) {
            int slash = name.indexOf('/', start.length());
            if (name.startsWith(start) && slash > 0) {
                folders.add(name.substring(start.length(), slash));
            }
        }
        return List.copyOf(folders);
    }

    @Override
    public void delete(String name) {
        blobs.remove(BlobNames.checked(name));
    }
}
