package engine.format;

import java.util.List;

/// The data files of one table, in the order of their chunks.
public record TableManifest(String schema, String table, List<DataFile> files) {

    /// Rows and hash of the whole table.
    public ContentHash content() {
        return files.stream().map(DataFile::content).reduce(ContentHash.EMPTY, ContentHash::plus);
    }

    public long bytes() {
        return files.stream().mapToLong(DataFile::bytes).sum();
    }

    /// The bytes of the longest value that stands in base64, before encoding. A server turns none back that is
    /// larger than its max_allowed_packet.
    public long longestBinary() {
        return files.stream().mapToLong(DataFile::longestBinary).max().orElse(0);
    }

    public long storedBytes() {
        return files.stream().mapToLong(DataFile::storedBytes).sum();
    }
}
