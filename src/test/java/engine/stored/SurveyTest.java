package engine.stored;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import engine.format.FileNames;
import engine.stored.Survey.Found;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import testkit.PaperDumps;
import testkit.StrictBlobStore;

final class SurveyTest {
    private static final Instant NIGHT = Instant.parse("2026-11-21T17:00:00Z");
    private static final String ID = PaperDumps.id("20261122T020000", "00000a");

    private final StrictBlobStore store = new StrictBlobStore();
    private final PaperDumps dumps = new PaperDumps(store);

    private Found only() {
        var found = new Survey(store, Clock.systemUTC()).look();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void aSealedDumpHasTheMomentOfItsSnapshot() {
        dumps.judge(ID, NIGHT, Verdict.State.VERIFIED);
        assertThat(only().moment()).isEqualTo(NIGHT);
        assertThat(only().source()).isEqualTo("shop");
        assertThat(only().verdict()).contains(Verdict.State.VERIFIED);
    }

    @Test
    void anUnsealedOneIsTakenForAsYoungAsItsIdAllows() {
        dumps.leave(ID);
        assertThat(only().moment()).isEqualTo(Instant.parse("2026-11-22T14:00:00Z"));
        assertThat(only().dump().sealed()).isEmpty();
    }

    @Test
    void anIdWithoutATimeIsNeverOld() {
        dumps.leave(PaperDumps.id("99999999T999999", "00000a"));
        assertThat(only().moment()).isEqualTo(Instant.MAX);
    }

    @Test
    void aDamagedManifestIsToldWhateverTheVerdictWas() {
        dumps.judge(ID, NIGHT, Verdict.State.VERIFIED);
        store.tamper(ID + "/" + FileNames.MANIFEST, "{}".getBytes(UTF_8));
        assertThat(only().dump().damage().orElseThrow()).contains("is not what was sealed");
    }

    @Test
    void aVerdictThatCannotBeReadIsNone() {
        dumps.seal(ID, NIGHT);
        for (String content : new String[] {"no json", "{}", "{\"verdict\": \"SPLENDID\"}"}) {
            store.tamper(ID + "/@.lifeboat.verdict-20261122T031500123Z.json", content.getBytes(UTF_8));
            assertThat(only().verdict()).isEqualTo(Optional.empty());
        }
    }

    @Test
    void foldersThatAreNoDumpsAreNotSeenAndTheNewestComesFirst() {
        String older = PaperDumps.id("20261121T020000", "00000b");
        dumps.seal(older, NIGHT);
        dumps.leave(ID);
        for (String folder : new String[] {"photos", "20261122T020000", "20261122T020000-shop-xyz"}) {
            dumps.write(folder, "file", new byte[1]);
        }
        assertThat(new Survey(store, Clock.systemUTC()).look())
                .extracting(found -> found.dump().id())
                .containsExactly(ID, older);
    }
}
