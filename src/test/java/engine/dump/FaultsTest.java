package engine.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.Failure;
import base.Progress;
import base.RefusedFailure;
import base.TransientFailure;
import engine.format.FileNames;
import engine.mysql.Sessions;
import engine.storage.TwinBlobStore;
import engine.storage.TwinBlobStore.Lost;
import engine.stored.StoredDumps;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import testkit.Database;
import testkit.Dumps;
import testkit.MySqlServer;
import testkit.SharedMySql;
import testkit.StrictBlobStore;

/// Whatever breaks, nothing that is not whole ever looks whole, and no thread, lock or session is left behind.
final class FaultsTest {
    /// Sessions that are sending rows of a data file.
    private static final String READING =
            "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT `id`%FORCE INDEX%'";

    private final String schema = SharedMySql.schema();

    @BeforeEach
    void rows() {
        fill(SharedMySql.source(), schema, 20_000);
    }

    private static void fill(Database database, String schema, int rows) {
        database.run(
                "CREATE DATABASE " + schema,
                "SET SESSION cte_max_recursion_depth = 10000000",
                "CREATE TABLE " + schema + ".t (id INT PRIMARY KEY, v VARCHAR(300))",
                "INSERT INTO " + schema + ".t WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < "
                        + rows + ") SELECT n, SHA2(n, 512) FROM r",
                "CREATE VIEW " + schema + ".v AS SELECT id FROM " + schema + ".t",
                "ANALYZE TABLE " + schema + ".t");
    }

    record Fault(String where, Predicate<String> blobs, long afterBytes) {
        @Override
        public String toString() {
            return where;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("a data file's first byte", name -> name.endsWith("@3.tsv.zst"), 0),
                new Fault("the middle of a data file", name -> name.endsWith("@1.tsv.zst"), 20_000),
                new Fault("a script", name -> name.endsWith("@v.sql"), 0),
                new Fault("the metadata", name -> name.endsWith("/@.json"), 10),
                new Fault("the manifest", name -> name.endsWith(FileNames.MANIFEST), 0),
                new Fault("the seal", name -> name.endsWith(FileNames.DONE), 0));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aStoreThatBreaksLeavesNothingThatLooksWhole(Fault fault) {
        var store = new StrictBlobStore().failing(fault.blobs(), fault.afterBytes());
        int before = sessions();
        assertThatThrownBy(() -> Dumps.run(SharedMySql.source().url(), store, Dumps.request(schema)))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("the store broke at");
        assertThat(new StoredDumps(store).list()).allMatch(dump -> dump.sealed().isEmpty());
        store.assertNothingLeftOpen();
        assertNoSessionsLeft(before);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("worker-"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void ofTwoStoresOneMayBreakAndTheOtherHasTheDump(Fault fault) {
        var broken = new StrictBlobStore().failing(fault.blobs(), fault.afterBytes());
        var whole = new StrictBlobStore();
        var twin = new TwinBlobStore("broken", broken, "whole", whole);
        var manifest = Dumps.run(SharedMySql.source().url(), twin, Dumps.request(schema));
        assertThat(new StoredDumps(whole).manifest(Dumps.ID)).isEqualTo(manifest);
        assertThat(broken.committed()).doesNotContain(Dumps.ID + "/" + FileNames.DONE);
        assertThat(whole.committed()).containsAll(broken.committed());
        assertThat(twin.lost()).extracting(Lost::name).containsExactly("broken");
        broken.assertNothingLeftOpen();
        whole.assertNothingLeftOpen();
    }

    private static int sessions() {
        return SharedMySql.source().texts("SHOW PROCESSLIST").size();
    }

    private static void assertNoSessionsLeft(int before) {
        for (int i = 0; i < 50 && sessions() > before; i++) {
            SharedMySql.source().run("DO SLEEP(0.1)");
        }
        assertThat(sessions()).isLessThanOrEqualTo(before);
    }

    @Test
    void theSealIsWrittenAfterEverythingElse() {
        var store = new StrictBlobStore();
        Dumps.run(SharedMySql.source().url(), store, Dumps.request(schema));
        List<String> committed = store.committed();
        assertThat(committed.subList(committed.size() - 2, committed.size()))
                .containsExactly(Dumps.ID + "/" + FileNames.MANIFEST, Dumps.ID + "/" + FileNames.DONE);
        store.assertNothingLeftOpen();
    }

    @Test
    void aRunThatLostItsClaimIsNeverSealed() {
        var store = new StrictBlobStore();
        var dump = new Dump(
                new Sessions(SharedMySql.source().url()), store, Dumps.request(schema), Progress.SILENT, () -> {
                    throw new RefusedFailure("claimed by somebody else", "Look there.");
                });
        assertThatThrownBy(dump::run).isInstanceOf(RefusedFailure.class);
        assertThat(store.committed()).doesNotContain(Dumps.ID + "/" + FileNames.DONE);
    }

    @Test
    void aSecondDumpIntoTheSameFolderIsRefusedAndTheFirstStaysWhole() {
        var store = new StrictBlobStore();
        var first = Dumps.run(SharedMySql.source().url(), store, Dumps.request(schema));
        assertThatThrownBy(() -> Dumps.run(SharedMySql.source().url(), store, Dumps.request(schema)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("exists already");
        assertThat(new StoredDumps(store).manifest(Dumps.ID)).isEqualTo(first);
    }

    @Test
    void aServerThatDiesInTheMiddleIsATransientFailure() {
        try (var server = MySqlServer.start()) {
            fill(server, "doomed", 300_000);
            var store = new StrictBlobStore();
            var killed = new AtomicBoolean();
            var progress = new Progress() {
                @Override
                public void phase(String what) {}

                @Override
                public void expect(long rows, long bytes) {}

                @Override
                public void done(long rows, long bytes) {
                    if (rows > 10_000 && killed.compareAndSet(false, true)) {
                        server.process().destroyForcibly();
                    }
                }
            };
            var dump = new Dump(new Sessions(server.url()), store, Dumps.request("doomed"), progress, () -> {});
            assertThatThrownBy(dump::run)
                    .isInstanceOfSatisfying(
                            TransientFailure.class,
                            failure -> assertThat(failure.hint()).isNotEmpty());
            assertThat(killed).isTrue();
            assertThat(new StoredDumps(store).list())
                    .allMatch(found -> found.sealed().isEmpty());
            store.assertNothingLeftOpen();
        }
    }

    @Test
    void aReaderThatIsKilledFailsTheDump() {
        fill(SharedMySql.source(), schema + "_large", 400_000);
        var store = new StrictBlobStore();
        var killed = new AtomicBoolean();
        var progress = new Progress() {
            @Override
            public void phase(String what) {}

            @Override
            public void expect(long rows, long bytes) {}

            @Override
            public void done(long rows, long bytes) {
                if (!killed.get()) {
                    SharedMySql.source().texts(READING).stream().limit(1).forEach(id -> {
                        SharedMySql.source().run("KILL " + id);
                        killed.set(true);
                    });
                }
            }
        };
        var request = Dumps.request(schema + "_large");
        var dump = new Dump(new Sessions(SharedMySql.source().url()), store, request, progress, () -> {});
        assertThatThrownBy(dump::run).isInstanceOf(Failure.class);
        assertThat(killed).isTrue();
        assertThat(store.committed()).doesNotContain(Dumps.ID + "/" + FileNames.DONE);
    }
}
