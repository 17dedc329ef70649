package cli;

import catalog.BackupCatalog;
import catalog.Entry;
import catalog.Run;
import cloud.aws.DynamoCatalog;
import engine.format.Manifest;
import engine.storage.BlobStore;
import engine.storage.StoreUrl;
import engine.stored.StoredDumps;
import engine.stored.Verdict;
import engine.stored.Verdicts;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// `lifeboat rebuild-catalog`: makes the catalog's entries again from the dumps in a store. May run any number
/// of times.
@Command(
        name = "rebuild-catalog",
        mixinStandardHelpOptions = true,
        description = {
            "Adds every complete backup in a store to the catalog that does not know it.",
            "",
            "The store is the truth: with this, a lost DynamoDB table loses nothing. Region and login are those of the"
                    + " AWS SDK: AWS_REGION, AWS_PROFILE and so on."
        })
final class CatalogCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "STORE", description = "Where the backups are.")
    private String store;

    @Option(names = "--table", required = true, paramLabel = "NAME", description = "The catalog's DynamoDB table.")
    private String table;

    private final Map<String, String> environment;
    private final Clock clock;

    CatalogCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var url = StoreUrl.parse(store);
        try (var dynamo = DynamoDbClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            var catalog = new DynamoCatalog(dynamo, table, clock);
            int added = rebuild(Stores.open(url, environment), url, catalog);
            spec.commandLine().getOut().println(added + " entries added");
            return 0;
        }
    }

    /// Adds what is missing and returns how much it was.
    static int rebuild(BlobStore store, StoreUrl url, BackupCatalog catalog) {
        var dumps = new StoredDumps(store);
        var verdicts = new Verdicts(store);
        int added = 0;
        for (var dump : dumps.list()) {
            var entry = dump.sealed()
                    .map(manifest -> entry(manifest, url, dumps.sealedHash(dump.id()), verdicts.of(dump.id())));
            if (entry.map(catalog::restoreEntry).orElse(false)) {
                added++;
            }
        }
        return added;
    }

    private static Entry.Verdict inCatalog(Verdict verdict) {
        return new Entry.Verdict(
                Entry.Verdict.State.valueOf(verdict.state().name()),
                verdict.at(),
                verdict.target(),
                verdict.took().toSeconds(),
                verdict.summary());
    }

    private static Entry entry(Manifest manifest, StoreUrl url, String manifestSha256, Optional<Verdict> verdict) {
        var head = manifest.head();
        var totals = manifest.totals();
        return new Entry(
                new Run(head.source(), head.run().isEmpty() ? head.id() : head.run()),
                Entry.State.COMPLETE,
                head.id(),
                url + "/" + head.id(),
                1,
                head.startedAt(),
                manifest.finishedAt(),
                Optional.of(new Entry.Facts(
                        manifest.finishedAt(),
                        head.snapshotAt(),
                        totals.tables(),
                        totals.rows(),
                        totals.bytes(),
                        totals.storedBytes(),
                        head.gtidSet(),
                        head.serverVersion(),
                        head.tool(),
                        manifest.notes().size(),
                        manifestSha256)),
                verdict.map(CatalogCommand::inCatalog),
                Optional.empty());
    }
}
