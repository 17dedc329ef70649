package engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowHashTest {

    private static String hash(byte[] bytes) {
        var hash = new RowHash();
        hash.update(bytes, 0, bytes.length);
        return "%016x".formatted(hash.finish());
    }

    /// Values that xxHash's own program prints for these texts.
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "Nobody inspects the spammish repetition, fbcea83c8a378bf1",
    })
    void itIsXxh64(String text, String expected) {
        assertThat(hash(text.getBytes(UTF_8))).isEqualTo(expected);
    }

    @Test
    void piecesHashLikeTheWhole() {
        var random = new Random(7);
        var pieces = new RowHash();
        for (int i = 0; i < 2_000; i++) {
            var bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            int at = 0;
            while (at < bytes.length) {
                int length = Math.min(bytes.length - at, random.nextInt(50));
                pieces.update(bytes, at, length);
                at += length;
            }
            assertThat("%016x".formatted(pieces.finish())).isEqualTo(hash(bytes));
        }
    }
}
