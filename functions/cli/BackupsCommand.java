package cli;

import base.ByteSize;
import engine.format.Json;
import engine.format.Manifest;
import engine.storage.StoreUrl;
import engine.stored.StoredDumps;
import engine.stored.StoredDumps.StoredDump;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lifeboat backups`: what lies in a store.
@Command(
        name = "backups",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the backups in a store, newest first.",
            "",
            "COMPLETE: sealed, every file was stored. INCOMPLETE: no seal; being written, or left by a run that failed.",
            "DAMAGED: sealed, but the manifest is not the one that was sealed."
        })
final class BackupsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Spec
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "STORE", description = "Where the backups are.")
    private String store;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Map<String, String> environment;

    BackupsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var dumps = new StoredDumps(Stores.open(StoreUrl.parse(store), environment)).list();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            var backups = dumps.stream().map(BackupsCommand::asJson).toList();
            out.print(new String(Json.bytes(Map.of("backups", backups)), StandardCharsets.UTF_8));
        } else if (dumps.isEmpty()) {
            out.println("no backups in " + store);
        } else {
            print(dumps, out);
        }
        out.flush();
        return 0;
    }

    private static void print(List<StoredDump> dumps, PrintWriter out) {
        var table = new TextTable("lllrrrr", "BACKUP", "STATE", "SNAPSHOT", "TABLES", "ROWS", "SIZE", "STORED");
        for (var dump : dumps) {
            dump.sealed()
                    .ifPresentOrElse(
                            manifest -> row(table, dump.id(), manifest),
                            () -> table.row(dump.id(), state(dump), "-", "-", "-", "-", "-"));
        }
        table.print(out);
        dumps.forEach(dump -> dump.damage().ifPresent(damage -> out.println("damaged: " + damage)));
    }

    private static void row(TextTable table, String id, Manifest manifest) {
        var totals = manifest.totals();
        table.row(
                id,
                "COMPLETE",
                TIME.format(manifest.head().snapshotAt()),
                "%,d".formatted(totals.tables()),
                "%,d".formatted(totals.rows()),
                ByteSize.text(totals.bytes()),
                ByteSize.text(totals.storedBytes()));
    }

    private static String state(StoredDump dump) {
        if (dump.damage().isPresent()) {
            return "DAMAGED";
        }
        return dump.sealed().isPresent() ? "COMPLETE" : "INCOMPLETE";
    }

    private static Map<String, Object> asJson(StoredDump dump) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", dump.id());
        json.put("state", state(dump));
        dump.damage().ifPresent(damage -> json.put("damage", damage));
        dump.sealed().ifPresent(manifest -> {
            json.put("source", manifest.head().source());
            json.put("snapshotAt", manifest.head().snapshotAt().toString());
            json.put("gtidSet", manifest.head().gtidSet());
            json.put("serverVersion", manifest.head().serverVersion());
            json.put("tables", manifest.totals().tables());
            json.put("rows", manifest.totals().rows());
            json.put("bytes", manifest.totals().bytes());
            json.put("storedBytes", manifest.totals().storedBytes());
            json.put("notes", (long) manifest.notes().size());
        });
        return json;
    }
}
