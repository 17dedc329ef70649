package engine.verify;

import base.Deadline;
import base.Progress;
import engine.format.CreateTable;
import engine.format.DefinerRule;
import engine.mysql.ObjectReader;
import engine.mysql.SchemaObjects;
import engine.mysql.Server;
import engine.mysql.Session;
import engine.mysql.Sessions;
import engine.mysql.StorageEngines;
import engine.mysql.Workers;
import engine.storage.BlobStore;
import engine.stored.SealedDump;
import engine.stored.StoredTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Compares a server with a dump. Reads only; may run any number of times.
public final class Verification {
    private final Sessions sessions;
    private final BlobStore store;
    private final SealedDump dump;
    private final Places places;
    private final DefinerRule definers;
    private final int threads;
    private final Deadline deadline;
    private final Progress progress;
    private final Comparison comparison = new Comparison();

    public Verification(
            Sessions sessions,
            BlobStore store,
            SealedDump dump,
            Places places,
            DefinerRule definers,
            int threads,
            Deadline deadline,
            Progress progress) {
        this.sessions = sessions;
        this.store = store;
        this.dump = dump;
        this.places = places;
        this.definers = definers;
        this.threads = threads;
        this.deadline = deadline;
        this.progress = progress;
    }

    /// What was found so far.
    public Comparison comparison() {
        return comparison;
    }

    /// Compares the tables in these places: rows and definitions. Returns how many rows were read.
    public long compareTables(Places places) {
        progress.phase("comparing");
        var readers = sessions.open(threads);
        try {
            var session = readers.getFirst();
            var server = Server.inspect(session);
            var reader = new ObjectReader(session, server);
            var schemas = dump.schemaNames().stream().map(places::work).toList();
            var objects = reader.read(present(reader, schemas));
            var pairs = pairs(places, objects, reader.sizes(schemas));
            var engines = StorageEngines.of(session);
            boolean sameVersion = isSameVersion(server);
            new Workers(readers)
                    .run(pairs.stream()
                            .<Consumer<Session>>map(pair -> worker -> new DefinitionProof(
                                            worker, places, definers, comparison, sameVersion)
                                    .table(pair.dumped().schema(), expected(pair.dumped(), engines), pair.there()))
                            .toList());
            progress.expect(
                    pairs.stream()
                            .mapToLong(pair -> pair.dumped().rows().orElse(0L))
                            .sum(),
                    dump.tables().mapToLong(StoredTable::bytes).sum());
            return new RowProof(dump, store, readers, comparison, progress, deadline).compare(pairs);
        } finally {
            readers.forEach(Session::close);
        }
    }

    /// Compares everything that is no table, where the application uses it.
    public void compareObjects() {
        try (var session = sessions.open()) {
            var server = Server.inspect(session);
            var reader = new ObjectReader(session, server);
            var objects = reader.read(present(
                    reader, dump.schemaNames().stream().map(places::live).toList()));
            new DefinitionProof(session, places, definers, comparison, isSameVersion(server)).programs(dump, objects);
        }
    }

    private static List<String> present(ObjectReader reader, List<String> schemas) {
        var there = reader.allSchemaNames();
        return schemas.stream().filter(there::contains).toList();
    }

    /// Versions with the same major and minor number write definitions alike.
    private boolean isSameVersion(Server server) {
        return majorMinor(server.version()).equals(majorMinor(dump.serverVersion()));
    }

    private static String majorMinor(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }

    /// What a server without the engine makes of a table.
    private static CreateTable expected(StoredTable table, StorageEngines engines) {
        var create = table.create();
        return engines.has(create.engine()) ? create : create.withEngine("InnoDB");
    }

    /// The tables that are in the dump and there; names those that are only in one of them.
    private List<RowProof.Pair> pairs(
            Places places, SchemaObjects objects, Map<String, SchemaObjects.TableSize> sizes) {
        Map<String, SchemaObjects.Table> there = new HashMap<>();
        objects.tables().forEach(table -> there.put(table.label(), table));
        var pairs = new ArrayList<RowProof.Pair>();
        dump.tables().forEach(table -> {
            String name = places.live(table.create().name());
            var found = there.remove(places.work(table.schema()) + "." + name);
            if (found == null) {
                comparison.differs("table " + table.label(), "is missing");
            } else {
                pairs.add(new RowProof.Pair(
                        table, found, sizes.getOrDefault(found.label(), new SchemaObjects.TableSize(0, 0))));
            }
        });
        there.values()
                .forEach(table -> comparison.differs(
                        "table " + places.fromWork(table.schema()) + "." + table.name(), "is not in the backup"));
        return pairs;
    }
}
