package journey;

import static org.assertj.core.api.Assertions.assertThat;

import engine.storage.FileBlobStore;
import engine.stored.StoredDumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Program;
import testkit.SharedMySql;

/// The heap does not grow with the size of rows or tables: a heap of 40 MB is enough for rows of 100 MB, and
/// for a table many times the heap.
final class BoundedMemoryTest {
    @TempDir
    Path folder;

    private final String schema = SharedMySql.schema();

    @Test
    void aHeapOfFortyMegabytesIsEnoughForAnything() throws IOException, InterruptedException {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "SET SESSION cte_max_recursion_depth = 10000000",
                        "CREATE TABLE " + schema + ".huge (id INT PRIMARY KEY, a LONGBLOB, b LONGTEXT)",
                        "INSERT INTO " + schema + ".huge SELECT 1, REPEAT(x'00FF', 30000000), REPEAT('b', 40000000)",
                        "INSERT INTO " + schema + ".huge SELECT 2, REPEAT(x'0A5C', 30000000), REPEAT('漢', 20000000)",
                        "CREATE TABLE " + schema + ".long_one (v VARCHAR(2000))",
                        "INSERT INTO " + schema
                                + ".long_one WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r"
                                + " WHERE n < 150000) SELECT REPEAT(SHA2(n, 512), 14) FROM r");
        Path log = Files.createFile(folder.resolve("log"));
        var url = SharedMySql.source().url();
        var process = Program.start(
                List.of("-Xmx40m", "-XX:+UseSerialGC"),
                log,
                "backup",
                "--source",
                "mysql://root@" + url.address() + "?sslMode=REQUIRED",
                "--to",
                folder.toUri() + "store",
                "--schemas",
                schema,
                "--threads",
                "2");
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        var dump = new StoredDumps(new FileBlobStore(folder.resolve("store")))
                .list()
                .getFirst();
        assertThat(dump.sealed().orElseThrow().totals().rows()).isEqualTo(150_002);
        assertThat(dump.sealed().orElseThrow().totals().bytes()).isGreaterThan(500_000_000);
        restoreInTheSameHeap(log);
    }

    private void restoreInTheSameHeap(Path log) throws IOException, InterruptedException {
        var url = SharedMySql.target().url();
        var process = Program.start(
                List.of("-Xmx40m", "-XX:+UseSerialGC"),
                log,
                "restore",
                "--from",
                folder.toUri() + "store",
                "--backup",
                "latest",
                "--target",
                "mysql://root@" + url.address() + "?sslMode=REQUIRED",
                "--threads",
                "2");
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).contains("VERIFIED: ");
    }
}
