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

    /// The bytes of the longest row, as it stands in the file.
    public long longestRow() {
        return files.stream().mapToLong(DataFile::longestRow).max().orElse(0);
    }

    public long storedBytes() {
        return files.stream().mapToLong(DataFile::storedBytes).sum();
    }
}
