package engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BasenamesTest {

    @ParameterizedTest
    @CsvSource({
        "orders, orders",
        "a.b-c_d~e, a.b-c_d~e",
        "we ird@%/ñ, we%20ird%40%25%2Fñ",
        "t.a b`c@x, t.a%20b%60c%40x",
        "漢字, 漢字",
        "$x, %24x",
        "../up, ..%2Fup",
    })
    void asciiIsEncodedAndTheRestIsKept(String name, String expected) {
        assertThat(Basenames.encoded(name)).isEqualTo(expected);
    }

    @Test
    void aTableIsItsSchemaAnAtSignAndItsName() {
        assertThat(new Basenames().table("shop", "order items")).isEqualTo("shop@order%20items");
    }

    @Test
    void namesOfAnyLengthFitAFileNameAndStayUnique() {
        var basenames = new Basenames();
        var seen = new HashSet<String>();
        for (int i = 0; i < 300; i++) {
            String name = basenames.table("☎".repeat(64), "☎".repeat(62) + (char) ('가' + i));
            assertThat(seen.add(name)).isTrue();
            assertThat(FileNames.data(name, 99_999, true).getBytes(UTF_8).length)
                    .isLessThanOrEqualTo(255);
        }
    }

    @Test
    void aCutNameNeverTakesThatOfAnother() {
        var basenames = new Basenames();
        String cut = "x".repeat(225);
        String natural = basenames.schema(cut.substring(0, 224) + "0");
        String first = basenames.schema("x".repeat(300));
        String second = basenames.schema("x".repeat(301));
        assertThat(new HashSet<>(java.util.List.of(natural, first, second))).hasSize(3);
    }
}
