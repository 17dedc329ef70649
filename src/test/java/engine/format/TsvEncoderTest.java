package engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TsvEncoderTest {

    private static byte[] encode(FieldEncoding encoding, byte[] field) throws IOException {
        var out = new ByteArrayOutputStream();
        var encoder = new TsvEncoder(List.of(encoding), out);
        encoder.field(0, field, 0, field.length);
        encoder.endRow();
        encoder.flush();
        return out.toByteArray();
    }

    @Test
    void theSevenSpecialBytesAreEscapedAndNoOther() throws IOException {
        var all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        assertThat(encode(FieldEncoding.TEXT, all)).isEqualTo(escapedSlowly(all));
        assertThat(encode(FieldEncoding.TEXT, "a\0b\bc\nd\re\tf\u001Ag\\h".getBytes(UTF_8)))
                .isEqualTo("a\\0b\\bc\\nd\\re\\tf\\Zg\\\\h\n".getBytes(UTF_8));
    }

    /// The rule, byte by byte, as the format states it.
    private static byte[] escapedSlowly(byte[] field) {
        var out = new ByteArrayOutputStream();
        for (byte b : field) {
            int at = "\0\b\n\r\t\u001A\\".indexOf(b & 0xFF);
            if (at >= 0) {
                out.write('\\');
                out.write("0bnrtZ\\".charAt(at));
            } else {
                out.write(b);
            }
        }
        out.write('\n');
        return out.toByteArray();
    }

    @Test
    void randomTextsOfAnyLengthAreEscapedAsTheRuleSays() throws IOException {
        var random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            byte[] field = randomBytes(random, i < 2_900 ? random.nextInt(70) : random.nextInt(200_000));
            assertThat(encode(FieldEncoding.TEXT, field)).isEqualTo(escapedSlowly(field));
        }
    }

    @Test
    void base64IsThatOfTheJdk() throws IOException {
        var random = new Random(2);
        for (int i = 0; i < 1_000; i++) {
            byte[] field = randomBytes(random, i < 990 ? random.nextInt(70) : random.nextInt(200_000));
            String expected = Base64.getEncoder().encodeToString(field) + "\n";
            assertThat(encode(FieldEncoding.BASE64, field)).isEqualTo(expected.getBytes(UTF_8));
        }
    }

    private static byte[] randomBytes(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; i < length && length > 0; i += 1 + random.nextInt(9)) {
            bytes[i] = (byte) "\\\n\t\0az0".charAt(random.nextInt(7));
        }
        return bytes;
    }

    @Test
    void aFieldInPartsIsTheSameAsAWholeOne() throws IOException {
        var random = new Random(3);
        for (int i = 0; i < 200; i++) {
            var rows = randomRows(random);
            var encodings = List.of(FieldEncoding.TEXT, FieldEncoding.BASE64, FieldEncoding.PLAIN);
            var whole = new ByteArrayOutputStream();
            var parts = new ByteArrayOutputStream();
            var wholeEncoder = new TsvEncoder(encodings, whole);
            var partEncoder = new TsvEncoder(encodings, parts);
            for (byte[][] row : rows) {
                for (int column = 0; column < 3; column++) {
                    wholeEncoder.field(column, row[column], 0, row[column].length);
                    inParts(partEncoder, column, row[column], random);
                }
                wholeEncoder.endRow();
                partEncoder.endRow();
            }
            wholeEncoder.flush();
            partEncoder.flush();
            assertThat(parts.toByteArray()).isEqualTo(whole.toByteArray());
            assertThat(partEncoder.content()).isEqualTo(wholeEncoder.content());
            assertThat(partEncoder.bytes()).isEqualTo(whole.size());
        }
    }

    private static List<byte[][]> randomRows(Random random) {
        var rows = new ArrayList<byte[][]>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            rows.add(new byte[][] {
                randomBytes(random, random.nextInt(100_000)),
                randomBytes(random, random.nextInt(100_000)),
                "12345".getBytes(UTF_8)
            });
        }
        return rows;
    }

    private static void inParts(TsvEncoder encoder, int column, byte[] field, Random random) throws IOException {
        int at = 0;
        while (at < field.length) {
            int length = Math.min(field.length - at, random.nextInt(40_000));
            encoder.part(column, field, at, length, false);
            at += length;
        }
        encoder.part(column, field, at, 0, true);
    }

    @Test
    void nullAndEmptyAndTheTextOfNullAreThreeThings() throws IOException {
        var out = new ByteArrayOutputStream();
        var encoder = new TsvEncoder(Collections.nCopies(4, FieldEncoding.TEXT), out);
        encoder.nullField(0);
        encoder.field(1, new byte[0], 0, 0);
        encoder.field(2, "\\N".getBytes(UTF_8), 0, 2);
        encoder.field(3, "NULL".getBytes(UTF_8), 0, 4);
        encoder.endRow();
        encoder.flush();
        assertThat(out.toString(UTF_8)).isEqualTo("\\N\t\t\\\\N\tNULL\n");
    }

    @Test
    void theContentHashKnowsNoOrderButEveryRow() throws IOException {
        assertThat(hash("a", "b", "c")).isEqualTo(hash("c", "a", "b"));
        assertThat(hash("a", "b").plus(hash("c"))).isEqualTo(hash("a", "b", "c"));
        assertThat(hash("a", "b")).isNotEqualTo(hash("a", "c"));
        assertThat(hash("a", "a")).isNotEqualTo(hash("b", "b"));
        assertThat(hash("a", "a")).isNotEqualTo(hash("a"));
        assertThat(hash("ab", "")).isNotEqualTo(hash("a", "b"));
    }

    private static ContentHash hash(String... rows) throws IOException {
        var encoder = new TsvEncoder(List.of(FieldEncoding.TEXT), new ByteArrayOutputStream());
        for (String row : rows) {
            encoder.field(0, row.getBytes(UTF_8), 0, row.length());
            encoder.endRow();
        }
        return encoder.content();
    }
}
