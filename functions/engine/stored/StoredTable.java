package engine.stored;

import engine.format.ContentHash;
import engine.format.CreateTable;
import engine.format.LoadFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table in a dump. `rows` is how many rows were dumped, `content` also what was in them; a dump of MySQL
/// Shell states no content. `triggers` are the statements of their script; `histograms` the buckets by column.
public record StoredTable(
        String schema,
        String name,
        CreateTable create,
        LoadFormat format,
        List<String> primaryKey,
        List<StoredFile> files,
        Optional<Long> rows,
        Optional<ContentHash> content,
        long bytes,
        long longestBinary,
        List<String> triggers,
        Map<String, Long> histograms) {

    /// A data file: its name, the partition that its rows belong to (empty for the table), how it is
    /// compressed, and what the manifest says of it.
    public record StoredFile(
            String name,
            String partition,
            Compression compression,
            long storedBytes,
            Optional<engine.format.DataFile> recorded) {}

    public enum Compression {
        NONE,
        GZIP,
        ZSTD
    }

    public long storedBytes() {
        return files.stream().mapToLong(StoredFile::storedBytes).sum();
    }

    /// Schema and name, for people.
    public String label() {
        return schema + "." + name;
    }
}
