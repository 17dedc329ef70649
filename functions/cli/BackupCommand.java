package cli;

import base.ByteSize;
import base.Deadline;
import engine.dump.Dump;
import engine.dump.DumpRequest;
import engine.format.DumpIds;
import engine.format.Manifest;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import engine.storage.StoreUrl;
import engine.storage.TwinBlobStore;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lifeboat backup`: one dump of a server into a store.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Dumps a MySQL server into a store, consistently and without stopping writers.",
            "",
            "The dump is a folder in MySQL Shell's format: util.loadDump() restores it without Lifeboat."
        },
        footer = {
            "",
            "Example:",
            "  LIFEBOAT_SOURCE_PASSWORD=... lifeboat backup --source mysql://backup@db.example.com \\",
            "      --to az://mystorage/backups/shop"
        })
final class BackupCommand implements Callable<Integer> {
    private static final int LEVEL_MAX = 19;

    @Spec
    private CommandSpec spec;

    @Option(names = "--source", required = true, paramLabel = "URL", description = "The server to dump.")
    private String source;

    @Option(names = "--to", required = true, paramLabel = "STORE", description = "Where the dump goes.")
    private String store;

    @Option(
            names = "--also-to",
            paramLabel = "STORE",
            description = "A second store that takes the same dump in one pass. If one store fails, the other goes on.")
    private @Nullable String secondStore;

    @Option(
            names = "--schemas",
            split = ",",
            paramLabel = "NAME",
            description = "Only these schemas (default: all but the server's own).")
    private List<String> schemas = List.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What to call the source in the backup's id (default: its host).")
    private @Nullable String name;

    @Option(
            names = "--threads",
            defaultValue = "" + DumpRequest.THREADS,
            paramLabel = "N",
            description = "How many sessions read at once (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--level",
            defaultValue = "" + DumpRequest.LEVEL,
            paramLabel = "N",
            description = "Compression level of zstd (default: ${DEFAULT-VALUE}).")
    private int level;

    @Option(names = "--users", description = "Also dump accounts, roles and grants.")
    private boolean users;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Map<String, String> environment;
    private final Clock clock;

    BackupCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var url = MySqlUrl.parse(source, Stores.secret(environment, "LIFEBOAT_SOURCE_PASSWORD"));
        var target = StoreUrl.parse(store);
        var first = Stores.open(target, environment);
        var twin = Optional.ofNullable(secondStore)
                .map(StoreUrl::parse)
                .map(second -> new TwinBlobStore(
                        target.toString(), first, second.toString(), Stores.open(second, environment)));
        var request = request(url);
        long start = System.nanoTime();
        Manifest manifest;
        try (var progress = ProgressDisplay.onStderr()) {
            BlobStore to = twin.isPresent() ? twin.get() : first;
            manifest = new Dump(new Sessions(url), to, request, progress, () -> {}).run();
        }
        report(manifest, target + "/" + request.id(), Duration.ofNanos(System.nanoTime() - start));
        return twin.map(this::tellLost).orElse(0);
    }

    /// A lost copy is a failure, though the other one is good.
    private int tellLost(TwinBlobStore twin) {
        var err = spec.commandLine().getErr();
        twin.lost()
                .forEach(lost -> err.println("error: no copy in " + lost.name() + ": "
                        + lost.failure().summary()));
        return twin.lost().isEmpty() ? 0 : 1;
    }

    private DumpRequest request(MySqlUrl url) {
        Ranges.inRange(spec, "--threads", threads, 1, 64);
        Ranges.inRange(spec, "--level", level, 1, LEVEL_MAX);
        String sourceName = Optional.ofNullable(name).orElse(url.host());
        return new DumpRequest(
                DumpIds.create(sourceName, clock.instant(), clock.getZone()),
                sourceName,
                "",
                schemas,
                users,
                threads,
                DumpRequest.CHUNK_BYTES_MAX,
                level,
                Deadline.none(clock));
    }

    private void report(Manifest manifest, String location, Duration took) {
        PrintWriter out = spec.commandLine().getOut();
        var totals = manifest.totals();
        if (json) {
            JsonOutput.print(result(manifest, location, took), out);
        } else {
            out.printf(
                    "%s: %,d tables, %,d rows, %s as %s, %.1f s%n",
                    manifest.head().id(),
                    totals.tables(),
                    totals.rows(),
                    ByteSize.text(totals.bytes()),
                    ByteSize.text(totals.storedBytes()),
                    took.toMillis() / 1000.0);
            out.println("in " + location);
            manifest.notes()
                    .forEach(note -> out.println("note: " + note.kind() + " " + note.object() + ": " + note.text()));
        }
        out.flush();
    }

    private static Map<String, Object> result(Manifest manifest, String location, Duration took) {
        var totals = manifest.totals();
        var result = new LinkedHashMap<String, Object>();
        result.put("id", manifest.head().id());
        result.put("location", location);
        result.put("snapshotAt", manifest.head().snapshotAt().toString());
        result.put("gtidSet", manifest.head().gtidSet());
        result.put("tables", totals.tables());
        result.put("rows", totals.rows());
        result.put("bytes", totals.bytes());
        result.put("storedBytes", totals.storedBytes());
        result.put("milliseconds", took.toMillis());
        result.put(
                "notes",
                manifest.notes().stream()
                        .map(note -> Map.of("kind", note.kind().name(), "object", note.object(), "text", note.text()))
                        .toList());
        return result;
    }
}
