package engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.CorruptionFailure;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ManifestTest {
    private static final Instant NIGHT = Instant.parse("2026-01-01T17:00:00Z");

    private static Manifest manifest() {
        var head = new DumpHead(
                "id",
                "shop",
                "2026-01-02",
                NIGHT,
                NIGHT,
                "9.7.4",
                "uuid",
                "u:1-3",
                "binlog.000001",
                157,
                "TABLE_LOCKS",
                "lifeboat 0");
        var files = List.of(
                new DataFile("s@t@0.tsv.zst", new ContentHash(3, -5), 100, 40, 31, "aa"),
                new DataFile("s@t@@1.tsv.zst", new ContentHash(4, Long.MAX_VALUE), 120, 50, 32, "bb"));
        return new Manifest(
                head,
                NIGHT.plusSeconds(60),
                List.of(new TableManifest("s", "t", files), new TableManifest("s", "empty \"t\"", List.of())),
                List.of(new StoredFile("@.json", 12, "cc")),
                List.of(new Note(Note.Kind.INVALID_VIEW, "s.v", "gone")));
    }

    private static Manifest read(byte[] bytes) {
        return Manifest.read(new ByteArrayInputStream(bytes), "the manifest");
    }

    @Test
    void itComesBackAsItWasWritten() {
        assertThat(read(manifest().json())).isEqualTo(manifest());
    }

    @Test
    void totalsAreThoseOfTheFiles() {
        assertThat(manifest().totals()).isEqualTo(new Manifest.Totals(2, 7, 220, 90));
    }

    @Test
    void aNewerOneIsRefused() {
        String newer = new String(manifest().json(), UTF_8).replace("\"manifestVersion\": 1", "\"manifestVersion\": 2");
        assertThatThrownBy(() -> read(newer.getBytes(UTF_8)))
                .isInstanceOf(CorruptionFailure.class)
                .hasMessageContaining("newer Lifeboat");
    }

    @Test
    void aCutOneIsRefusedWhereverItWasCut() {
        byte[] whole = manifest().json();
        for (int length = 0; length < whole.length - 3; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(CorruptionFailure.class);
        }
    }

    @Test
    void aGarbledOneNeverBreaksAnythingElse() {
        var random = new Random(5);
        byte[] whole = manifest().json();
        for (int i = 0; i < 5_000; i++) {
            byte[] garbled = whole.clone();
            garbled[random.nextInt(garbled.length)] = (byte) random.nextInt(128);
            try {
                assertThat(read(garbled).head()).isNotNull();
            } catch (CorruptionFailure refused) {
                assertThat(refused.hint()).isNotEmpty();
            }
        }
    }
}
