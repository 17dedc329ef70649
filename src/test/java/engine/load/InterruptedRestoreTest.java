package engine.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.CorruptionFailure;
import base.Failure;
import base.Progress;
import base.TransientFailure;
import engine.mysql.Sessions;
import engine.stored.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.Dumps;
import testkit.Fingerprint;
import testkit.MySqlServer;
import testkit.Restores;
import testkit.SharedMySql;
import testkit.StrictBlobStore;

/// Whatever breaks, the same restore started again ends with every row once.
final class InterruptedRestoreTest {
    private final String schema = SharedMySql.schema();
    private final MySqlServer source = SharedMySql.source();
    private final MySqlServer target = SharedMySql.target();
    private final StrictBlobStore store = new StrictBlobStore();

    @BeforeEach
    void aBackup() {
        source.run(
                "CREATE DATABASE " + schema,
                "USE " + schema,
                "SET SESSION cte_max_recursion_depth = 10000000",
                "CREATE TABLE keyed (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(300), KEY (v), FULLTEXT KEY (v))",
                "INSERT INTO keyed WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 10000)"
                        + " SELECT n, SHA2(n, 512) FROM r",
                "CREATE TABLE keyless (v VARCHAR(300))",
                "INSERT INTO keyless SELECT v FROM keyed UNION ALL SELECT v FROM keyed",
                "CREATE TABLE old (id INT, v VARCHAR(300)) ENGINE=MyISAM",
                "INSERT INTO old SELECT id, v FROM keyed",
                "CREATE TABLE child (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES keyed (id))",
                "INSERT INTO child SELECT id, id FROM keyed",
                "CREATE VIEW shown AS SELECT v FROM keyed",
                "CREATE TRIGGER shout BEFORE INSERT ON keyed FOR EACH ROW SET NEW.v = UPPER(NEW.v)",
                "ANALYZE TABLE keyed, keyless, old, child");
        Dumps.run(source.url(), store, Dumps.request(schema));
    }

    private Restore.Result restore(Progress progress) {
        return new Restore(
                        Sessions.loading(target.url()),
                        new Sessions(target.url()),
                        store,
                        Restores.request(Dumps.ID),
                        progress)
                .run();
    }

    private void assertTheSecondAttemptEndsWell() {
        var result = restore(Progress.SILENT);
        assertThat(result.verdict().differences()).isEmpty();
        assertThat(result.verdict().state()).isEqualTo(Verdict.State.VERIFIED);
        assertThat(Fingerprint.differences(source, target, schema)).isEmpty();
    }

    /// Stops a restore at a moment, as the end of its process would.
    private static Progress stoppingAt(String phase, long afterRows) {
        return new Progress() {
            private volatile boolean reached;

            @Override
            public void phase(String what) {
                reached = what.equals(phase);
                stop(0);
            }

            @Override
            public void expect(long rows, long bytes) {}

            @Override
            public void done(long rows, long bytes) {
                stop(rows);
            }

            private void stop(long rows) {
                if (reached && rows >= afterRows) {
                    throw new TransientFailure("stopped", "This is a test.");
                }
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inspecting the target",
                "making tables",
                "loading",
                "adding foreign keys",
                "comparing",
                "making views and programs"
            })
    void aRestoreThatEndsAtAnyStepGoesOnThere(String phase) {
        assertThatThrownBy(() -> restore(stoppingAt(phase, 0))).hasMessage("stopped");
        assertTheSecondAttemptEndsWell();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9_000, 25_000, 45_000})
    void aRestoreThatEndsAmongTheRowsLoadsNoneTwiceAndLosesNone(long rows) {
        assertThatThrownBy(() -> restore(stoppingAt("loading", rows))).hasMessage("stopped");
        assertThatThrownBy(() -> restore(stoppingAt("loading", rows + 3_000))).hasMessage("stopped");
        assertTheSecondAttemptEndsWell();
    }

    @Test
    void connectionsThatAreKilledLoseNothing() {
        var killed = new AtomicBoolean();
        assertThatThrownBy(() -> restore(new Progress() {
                    @Override
                    public void phase(String what) {}

                    @Override
                    public void expect(long rows, long bytes) {}

                    @Override
                    public void done(long rows, long bytes) {
                        if (rows > 5_000 && killed.compareAndSet(false, true)) {
                            target.texts("SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'LOAD DATA%'")
                                    .forEach(id -> target.run("KILL " + id));
                        }
                    }
                }))
                .isInstanceOf(TransientFailure.class);
        assertThat(killed).isTrue();
        assertTheSecondAttemptEndsWell();
    }

    record Fault(String name, Class<? extends Failure> kind, UnaryOperator<InputStream> spoiling) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("an error in the middle", TransientFailure.class, in -> cutting(in, true)),
                new Fault("an end in the middle", TransientFailure.class, in -> cutting(in, false)),
                new Fault("wrong bytes", CorruptionFailure.class, InterruptedRestoreTest::flipped),
                new Fault(
                        "other rows in their place", CorruptionFailure.class, InterruptedRestoreTest::flippedAtTheEnd));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aStoreThatServesNonsenseSpoilsNothing(Fault fault) {
        var calm = Restores.request(Dumps.ID);
        var unchecked = new RestoreRequest(
                calm.backup(), 2, false, false, false, calm.definers(), false, false, 50_000, calm.deadline());
        store.spoiling(name -> name.contains("@keyless@"), fault.spoiling());
        assertThatThrownBy(() -> Restores.run(target.url(), store, unchecked))
                .isInstanceOf(fault.kind())
                .hasMessageContaining("keyless@@0.tsv.zst");
        store.spoiling(name -> false, in -> in);
        assertTheSecondAttemptEndsWell();
    }

    @Test
    void slowBytesAreOnlySlow() {
        store.spoiling(name -> name.contains("@keyed@"), in -> new InputStream() {
            @Override
            public int read() throws IOException {
                return in.read();
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                try {
                    Thread.sleep(1);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return in.read(to, offset, Math.min(length, 700));
            }
        });
        assertTheSecondAttemptEndsWell();
    }

    /// Half of the bytes, then an error or nothing.
    private static InputStream cutting(InputStream in, boolean withError) {
        byte[] all = bytes(in);
        var half = new ByteArrayInputStream(all, 0, all.length / 2);
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int read = half.read(to, offset, length);
                if (read < 0 && withError) {
                    throw new IOException("connection reset");
                }
                return read;
            }
        };
    }

    private static InputStream flipped(InputStream in) {
        byte[] all = bytes(in);
        all[all.length / 2] ^= 4;
        return new ByteArrayInputStream(all);
    }

    /// The frame's own checksum is the last that zstd writes; behind it our hash must notice.
    private static InputStream flippedAtTheEnd(InputStream in) {
        byte[] all = bytes(in);
        var longer = Arrays.copyOf(all, all.length + 13);
        byte[] empty = com.github.luben.zstd.Zstd.compress("x\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        System.arraycopy(empty, 0, longer, all.length, Math.min(13, empty.length));
        return new ByteArrayInputStream(Arrays.copyOf(longer, all.length + empty.length));
    }

    private static byte[] bytes(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
