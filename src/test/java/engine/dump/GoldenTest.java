package engine.dump;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import engine.storage.FileBlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Dumps;
import testkit.MySqlServer;
import testkit.Scripts;

/// The dump of a small database is, byte for byte, the files in `src/test/resources/golden`. What differs from
/// run to run (times, the server's identity, hashes of such files) is replaced by a word; data files are
/// compared unpacked. After a change that is meant, run with `-Dgolden=write` and read the difference.
final class GoldenTest {
    private static final Path GOLDEN = Scripts.root().resolve("src/test/resources/golden");

    private static final Map<String, String> VARYING = Map.of(
            "\"(begin|end)\": \"[^\"]*\"", "\"$1\": \"(time)\"",
            "\"(startedAt|snapshotAt|finishedAt)\": \"[^\"]*\"", "\"$1\": \"(time)\"",
            "\"(serverVersion|serverUuid|gtidSet|gtidExecuted|binlogFile)\": \"[^\"]*\"", "\"$1\": \"(server)\"",
            "\"binlogPosition\": \\d+", "\"binlogPosition\": 0",
            "\"(sha256|lifeboatManifestSha256)\": \"[0-9a-f]{64}\"", "\"$1\": \"(hash)\"",
            "(\"name\": \"@.json\",\\s+\"bytes\": )\\d+", "$1" + "0");

    @TempDir
    Path folder;

    @Test
    void theLayoutOfASmallDatabaseIsKnownToTheByte() throws IOException {
        try (var server = MySqlServer.start()) {
            server.run(
                    "CREATE DATABASE shop CHARACTER SET utf8mb4",
                    "CREATE DATABASE `odd/näme`",
                    "USE shop",
                    "CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, note VARCHAR(50), total DECIMAL(8,2), rebate FLOAT,"
                            + " old VARCHAR(9) CHARACTER SET latin1, sj VARCHAR(9) CHARACTER SET sjis, raw VARBINARY(9),"
                            + " state ENUM('new','done'), hard ENUM('','x'), j JSON, twice INT AS (total * 2))",
                    "INSERT INTO orders (note, total, rebate, old, sj, raw, state, hard, j) VALUES"
                            + " ('tab\\t nl\\n \\\\', 1.50, 0.1, 'é', '表', x'00FF0A', 'new', '', '{\"a\": 1}'),"
                            + " (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), ('', -1, -0.0, '', '', '', 'done', 'x', '[]')",
                    "CREATE TABLE nothing (id INT PRIMARY KEY)",
                    "CREATE TABLE computed (one INT AS (1))",
                    "CREATE VIEW open_orders AS SELECT id, note FROM orders WHERE state = 'new'",
                    "CREATE TRIGGER upper BEFORE INSERT ON orders FOR EACH ROW SET NEW.note = UPPER(NEW.note)",
                    "CREATE FUNCTION plus_one (x INT) RETURNS INT DETERMINISTIC BEGIN RETURN x + 1; END",
                    "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO DELETE FROM nothing",
                    "CREATE TABLE `odd/näme`.`t@b` (id INT PRIMARY KEY)",
                    "INSERT INTO `odd/näme`.`t@b` VALUES (7)");
            Dumps.run(server.url(), new FileBlobStore(folder), Dumps.request());
        }
        var actual = files(folder.resolve(Dumps.ID));
        if ("write".equals(System.getProperty("golden"))) {
            write(actual);
        }
        assertThat(actual).isEqualTo(files(GOLDEN));
    }

    private static Map<String, String> files(Path directory) throws IOException {
        var files = new TreeMap<String, String>();
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : paths.toList()) {
                String name = String.valueOf(path.getFileName());
                boolean isPacked = name.endsWith(".zst");
                files.put(isPacked ? name.replace(".zst", "") : name, isPacked ? unpacked(path) : steady(path));
            }
        }
        return files;
    }

    private static String unpacked(Path path) throws IOException {
        try (var in = new ZstdInputStream(new ByteArrayInputStream(Files.readAllBytes(path)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String steady(Path path) throws IOException {
        String text = Files.readString(path);
        for (var varying : List.copyOf(VARYING.entrySet())) {
            text = Pattern.compile(varying.getKey()).matcher(text).replaceAll(varying.getValue());
        }
        return text;
    }

    private static void write(Map<String, String> files) throws IOException {
        Files.createDirectories(GOLDEN);
        try (Stream<Path> old = Files.list(GOLDEN)) {
            for (Path path : old.toList()) {
                Files.delete(path);
            }
        }
        for (var file : files.entrySet()) {
            Files.writeString(GOLDEN.resolve(file.getKey()), file.getValue());
        }
    }
}
