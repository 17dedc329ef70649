package cli;

import base.ByteSize;
import engine.format.Manifest;
import engine.storage.StoreUrl;
import engine.stored.StoredDumps.StoredDump;
import engine.stored.Survey;
import engine.stored.Survey.Found;
import engine.stored.Verdict;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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
            "DAMAGED: sealed, but the manifest is not the one that was sealed.",
            "",
            "VERDICT is what came out when it was restored and compared: VERIFIED, FAILED or INCONCLUSIVE; - if nobody"
                    + " tried. HELD: pinned, or being read; it is not deleted then."
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
    private final Clock clock;

    BackupsCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var found = new Survey(Stores.open(StoreUrl.parse(store), environment), clock).look();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            var backups = found.stream().map(BackupsCommand::asJson).toList();
            JsonOutput.print(Map.of("backups", backups), out);
        } else if (found.isEmpty()) {
            out.println("no backups in " + store);
        } else {
            print(found, out);
        }
        out.flush();
        return 0;
    }

    private static void print(List<Found> found, PrintWriter out) {
        var table = new TextTable(
                "lllllrrrr", "BACKUP", "STATE", "VERDICT", "HELD", "SNAPSHOT", "TABLES", "ROWS", "SIZE", "STORED");
        for (var backup : found) {
            var cells =
                    new ArrayList<>(List.of(backup.dump().id(), state(backup.dump()), verdict(backup), held(backup)));
            cells.addAll(backup.dump().sealed().map(BackupsCommand::facts).orElse(List.of("-", "-", "-", "-", "-")));
            table.row(cells.toArray(String[]::new));
        }
        table.print(out);
        found.forEach(backup -> backup.dump().damage().ifPresent(damage -> out.println("damaged: " + damage)));
    }

    private static List<String> facts(Manifest manifest) {
        var totals = manifest.totals();
        return List.of(
                TIME.format(manifest.head().snapshotAt()),
                "%,d".formatted(totals.tables()),
                "%,d".formatted(totals.rows()),
                ByteSize.text(totals.bytes()),
                ByteSize.text(totals.storedBytes()));
    }

    private static String verdict(Found backup) {
        return backup.verdict().map(Verdict.State::name).orElse("-");
    }

    private static String held(Found backup) {
        return backup.pinned() ? "pinned" : backup.beingRead() ? "being read" : "-";
    }

    private static String state(StoredDump dump) {
        if (dump.damage().isPresent()) {
            return "DAMAGED";
        }
        return dump.sealed().isPresent() ? "COMPLETE" : "INCOMPLETE";
    }

    private static Map<String, Object> asJson(Found backup) {
        var dump = backup.dump();
        var json = new LinkedHashMap<String, Object>();
        json.put("id", dump.id());
        json.put("state", state(dump));
        backup.verdict().ifPresent(verdict -> json.put("verdict", verdict.name()));
        json.put("pinned", backup.pinned());
        json.put("beingRead", backup.beingRead());
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
