package engine.stored;

import engine.format.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A sealed dump: everything that it says about itself, read and checked; the rows stay in the store.
///
/// `manifest` is there for dumps of Lifeboat; MySQL Shell writes none. `users` are the statements of
/// `@.users.sql`, by line. Memory: the scripts, a few kilobytes for each table.
public record SealedDump(
        String id,
        String serverVersion,
        String serverUuid,
        String charset,
        boolean utc,
        List<StoredSchema> schemas,
        List<String> users,
        Optional<Manifest> manifest) {

    public Stream<StoredTable> tables() {
        return schemas.stream().flatMap(schema -> schema.tables().stream());
    }

    public Stream<StoredView> views() {
        return schemas.stream().flatMap(schema -> schema.views().stream());
    }

    /// The stored bytes of all data files.
    public long storedBytes() {
        return tables().mapToLong(StoredTable::storedBytes).sum();
    }

    public List<String> schemaNames() {
        return schemas.stream().map(StoredSchema::name).toList();
    }
}
