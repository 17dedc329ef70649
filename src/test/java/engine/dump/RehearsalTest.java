package engine.dump;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RehearsalTest {
    @TempDir
    Path folder;

    @Test
    void itRunsTheWholeHotPath() throws IOException {
        var content = Rehearsal.run(folder, 3);
        assertThat(content.rows()).isEqualTo(3 * 1_024);
        try (var lines = new BufferedReader(new InputStreamReader(
                new ZstdInputStream(Files.newInputStream(folder.resolve("rehearsal"))), StandardCharsets.UTF_8))) {
            var rows = lines.lines().toList();
            assertThat(rows).hasSize(3 * 1_024);
            assertThat(rows.getFirst())
                    .isEqualTo("0\t2026-01-01 02:00:00\torder number 0 says\\thello, 안녕하세요\t{\"sku\": \"S0\", \"tags\":"
                            + " [\"a\\\\\\\\b\", \"c\"], \"gift\": true}\tAAECYmluYXJ5MA==\t\\N");
        }
    }
}
