package backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.Failure;
import base.Progress;
import base.TransientFailure;
import catalog.Entry;
import cloud.aws.DynamoCatalog;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import engine.storage.FileBlobStore;
import engine.stored.StoredDumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Lambda;
import testkit.SharedClouds;
import testkit.SharedMySql;

/// The function as Lambda runs it, against a real MySQL, Azurite and DynamoDB Local.
final class BackupHandlerTest {
    private static final Duration PLENTY = Duration.ofMinutes(10);

    private final String schema = SharedMySql.schema();
    private final String name = SharedClouds.name();
    private final LocalBackup local = local();

    private LocalBackup local() {
        SharedClouds.get().container(name);
        SharedClouds.dynamo().createCatalogTable(name);
        return LocalBackup.of(
                SharedMySql.source(), SharedClouds.get().connectionString(), SharedClouds.dynamo(), name, name, schema);
    }

    @BeforeEach
    void aSmallShop() {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "CREATE TABLE " + schema + ".orders (id INT PRIMARY KEY, note VARCHAR(100))",
                        "INSERT INTO " + schema + ".orders VALUES (1, 'a'), (2, 'b'), (3, NULL)");
    }

    @AfterEach
    void close() {
        local.close();
    }

    private BackupResult invoke(String event, Duration left) {
        return local.handler(Progress.SILENT)
                .handleRequest(Lambda.event("backup/" + event, ScheduledEvent.class), Lambda.context(left));
    }

    private List<Entry> entries() {
        try (var dynamo = SharedClouds.dynamo().client()) {
            return new DynamoCatalog(dynamo, name, Clock.systemUTC()).list("shop");
        }
    }

    private StoredDumps dumps() {
        return new StoredDumps(SharedClouds.get().store(name, ""));
    }

    @Test
    void theNightlyEventMakesOneBackupThatTheCatalogAndTheStoreAgreeOn() {
        var result = invoke("nightly.json", PLENTY);
        assertThat(result.status()).isEqualTo("MADE");
        assertThat(result.run()).isEqualTo("2026-01-02");
        assertThat(result.rows()).isEqualTo(3);
        var entry = entries().getFirst();
        assertThat(entry.state()).isEqualTo(Entry.State.COMPLETE);
        assertThat(entry.backup()).isEqualTo(result.backup());
        assertThat(entry.location()).isEqualTo("az://devstoreaccount1/" + name + "/" + result.backup());
        assertThat(dumps().sealedHash(result.backup()))
                .isEqualTo(entry.facts().orElseThrow().manifestSha256());
        assertThat(dumps().manifest(result.backup()).head().run()).isEqualTo("2026-01-02");
    }

    @Test
    void theResultIsReadableForWhoeverInvoked() {
        var result = invoke("nightly.json", PLENTY);
        assertThat(Lambda.result(result, BackupResult.class)).contains("\"status\":\"MADE\"", "\"rows\":3");
    }

    @Test
    void aSecondStoreTakesTheSameDumpInOnePass(@TempDir Path folder) {
        local.with("BACKUP_SECOND_STORE", folder.toUri().toString());
        var result = invoke("nightly.json", PLENTY);
        assertThat(result.lost()).isEmpty();
        var first = dumps().manifest(result.backup());
        var second = new StoredDumps(new FileBlobStore(folder)).manifest(result.backup());
        assertThat(second).isEqualTo(first);
    }

    @Test
    void aSecondStoreThatFailsIsNamedAndTheBackupIsMade(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("no-directory"));
        local.with("BACKUP_SECOND_STORE", file.toUri().toString());
        var result = invoke("nightly.json", PLENTY);
        assertThat(result.status()).isEqualTo("MADE");
        assertThat(result.lost()).containsExactly("file://" + file);
        assertThat(dumps().manifest(result.backup()).totals().rows()).isEqualTo(3);
        assertThat(entries().getFirst().state()).isEqualTo(Entry.State.COMPLETE);
    }

    @Test
    void aDuplicateDeliveryReturnsTheFirstResult() {
        var first = invoke("nightly.json", PLENTY);
        var second = invoke("nightly.json", PLENTY);
        assertThat(second.status()).isEqualTo("ALREADY_MADE");
        assertThat(second.backup()).isEqualTo(first.backup());
        assertThat(second.rows()).isEqualTo(3);
        assertThat(dumps().list()).hasSize(1);
    }

    @Test
    void twoDeliveriesAtOnceMakeOneBackup() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<BackupResult> delivery = () -> invoke("nightly.json", PLENTY);
            var results = executor.invokeAll(List.of(delivery, delivery, delivery));
            int made = 0;
            for (var result : results) {
                made += wasMade(result) ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        }
        assertThat(dumps().list()).hasSize(1);
    }

    /// A delivery that finds another at work fails, so that Lambda tries it again: the other may be dead.
    private static boolean wasMade(Future<BackupResult> result) throws InterruptedException {
        try {
            return result.get().status().equals("MADE");
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(TransientFailure.class).hasMessageContaining("another invocation");
            return false;
        }
    }

    @Test
    void theNextNightIsAnotherBackup() {
        invoke("nightly.json", PLENTY);
        assertThat(invoke("next-night.json", PLENTY).status()).isEqualTo("MADE");
        assertThat(entries()).extracting(entry -> entry.run().name()).containsExactly("2026-01-03", "2026-01-02");
    }

    @Test
    void aFailedRunSaysWhyHarmsNothingOlderAndMayBeTriedAgain() {
        var first = invoke("nightly.json", PLENTY);
        local.with("SOURCE_SCHEMAS", "no_such_schema");
        assertThatThrownBy(() -> invoke("next-night.json", PLENTY)).isInstanceOf(ConfigurationFailure.class);
        var failed = entries().getFirst();
        assertThat(failed.state()).isEqualTo(Entry.State.FAILED);
        assertThat(failed.error().orElse("")).contains("no_such_schema");
        assertThat(dumps().manifest(first.backup()).totals().rows()).isEqualTo(3);

        local.with("SOURCE_SCHEMAS", schema);
        assertThat(invoke("next-night.json", PLENTY).status()).isEqualTo("MADE");
        assertThat(entries().getFirst().attempt()).isEqualTo(2);
    }

    @Test
    void aDumpThatCannotFinishInTimeFailsEarlyAndSaysWhatToRaise() {
        assertThatThrownBy(() -> invoke("nightly.json", Duration.ofSeconds(19)))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure).hasMessageContaining("cannot finish in its time");
                    assertThat(failure.hint()).contains("memory", "BACKUP_THREADS");
                });
        assertThat(entries().getFirst().state()).isEqualTo(Entry.State.FAILED);
        assertThat(dumps().list()).allMatch(dump -> dump.sealed().isEmpty());
    }
}
