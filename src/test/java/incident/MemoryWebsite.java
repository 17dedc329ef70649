package incident;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The website's documents in memory, which keeps every condition. Something can be made to happen before each write,
/// such as another writer, or the end of the program.
final class MemoryWebsite implements Website {
    final Map<String, Found> blobs = new HashMap<>();
    Consumer<String> beforeWrite = name -> {};
    private int writes;

    @Override
    public Optional<Found> read(String name) {
        return Optional.ofNullable(blobs.get(name));
    }

    @Override
    public boolean create(String name, Document document, Stamp stamp) {
        beforeWrite.accept(name);
        return !blobs.containsKey(name) && put(name, document, Optional.of(stamp));
    }

    @Override
    public boolean replace(String name, Document document, Stamp stamp, String etag) {
        beforeWrite.accept(name);
        boolean isThere = read(name).filter(found -> found.etag().equals(etag)).isPresent();
        return isThere && put(name, document, Optional.of(stamp));
    }

    /// A write by other means, such as the portal.
    boolean put(String name, Document document, Optional<Stamp> stamp) {
        blobs.put(name, new Found(document, stamp, "etag-" + writes++));
        return true;
    }
}
