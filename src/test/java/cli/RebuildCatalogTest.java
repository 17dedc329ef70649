package cli;

import static org.assertj.core.api.Assertions.assertThat;

import catalog.Entry;
import cloud.aws.DynamoCatalog;
import engine.format.FileNames;
import engine.storage.StoreUrl;
import engine.stored.StoredDumps;
import engine.stored.Verdict;
import engine.stored.Verdicts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import testkit.Dumps;
import testkit.SharedClouds;
import testkit.SharedMySql;
import testkit.StrictBlobStore;

/// The store is the truth: from it alone the catalog comes back.
final class RebuildCatalogTest {
    private final String schema = SharedMySql.schema();

    @Test
    void aLostCatalogComesBackFromTheStore() {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "CREATE TABLE " + schema + ".t (id INT PRIMARY KEY)",
                        "INSERT INTO " + schema + ".t VALUES (1), (2)");
        var store = new StrictBlobStore();
        var manifest = Dumps.run(SharedMySql.source().url(), store, Dumps.request(schema));
        try (var torn = store.create("20260102T020000-test-ffffff/" + FileNames.GLOBAL)) {
            torn.commit();
        }
        new Verdicts(store)
                .keep(new Verdict(
                        Verdict.State.VERIFIED,
                        Dumps.ID,
                        Instant.parse("2026-01-02T03:00:00Z"),
                        "standby:3306",
                        Duration.ofSeconds(42),
                        1,
                        2,
                        List.of(),
                        "lifeboat"));
        String table = SharedClouds.name();
        SharedClouds.dynamo().createCatalogTable(table);
        try (var dynamo = SharedClouds.dynamo().client()) {
            var catalog = new DynamoCatalog(dynamo, table, Clock.systemUTC());
            var url = StoreUrl.parse("az://account/backups");

            assertThat(CatalogCommand.rebuild(store, url, catalog)).isEqualTo(1);
            assertThat(CatalogCommand.rebuild(store, url, catalog)).isZero();

            var entry = catalog.newest("test").orElseThrow();
            assertThat(entry.isVerified()).isTrue();
            assertThat(entry.state()).isEqualTo(Entry.State.COMPLETE);
            assertThat(entry.location()).isEqualTo("az://account/backups/" + Dumps.ID);
            var facts = entry.facts().orElseThrow();
            assertThat(facts.rows()).isEqualTo(2);
            assertThat(facts.gtidSet()).isEqualTo(manifest.head().gtidSet());
            assertThat(facts.manifestSha256()).isEqualTo(new StoredDumps(store).sealedHash(Dumps.ID));
        }
    }
}
