package engine.dump;

import engine.format.ContentHash;
import engine.format.FieldEncoding;
import engine.format.TsvEncoder;
import engine.mysql.RecordedRows;
import engine.storage.FileBlobStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/// The hot path of a dump on made-up rows: packets are read, encoded, hashed, compressed and stored. The
/// launcher lets the JVM watch it once after a build, so that later starts know at once what to compile.
public final class Rehearsal {
    private static final int ROWS_PER_BLOCK = 1_024;
    private static final List<FieldEncoding> ENCODINGS = List.of(
            FieldEncoding.PLAIN,
            FieldEncoding.PLAIN,
            FieldEncoding.TEXT,
            FieldEncoding.TEXT,
            FieldEncoding.BASE64,
            FieldEncoding.TEXT);

    private Rehearsal() {}

    /// Dumps `blocks` times 1,024 rows into a file below `directory` and returns what it wrote.
    public static ContentHash run(Path directory, int blocks) throws IOException {
        byte[] block = block();
        var repeated = new SequenceInputStream(Collections.enumeration(Collections.nCopies(blocks, block).stream()
                .map(bytes -> (InputStream) new ByteArrayInputStream(bytes))
                .toList()));
        var packets = new SequenceInputStream(repeated, new ByteArrayInputStream(END));
        try (var blob = new CompressedBlob(new FileBlobStore(directory).create("rehearsal"), DumpRequest.LEVEL)) {
            var encoder = new TsvEncoder(ENCODINGS, blob.stream());
            RecordedRows.read(packets, encoder);
            encoder.flush();
            blob.commit();
            return encoder.content();
        }
    }

    /// The packet that ends a result; a block has a multiple of 256 packets, so its number is 0 again.
    private static final byte[] END = {5, 0, 0, 0, (byte) 0xFE, 0, 0, 2, 0};

    private static byte[] block() {
        var packets = new ByteArrayOutputStream();
        for (int row = 0; row < ROWS_PER_BLOCK; row++) {
            byte[] payload = row(row);
            packets.write(payload.length);
            packets.write(payload.length >>> 8);
            packets.write(0);
            packets.write(row);
            packets.writeBytes(payload);
        }
        return packets.toByteArray();
    }

    private static byte[] row(int row) {
        var payload = new ByteArrayOutputStream();
        field(payload, String.valueOf(row * 7_919));
        field(payload, row % 5 == 0 ? "2026-01-01 02:00:00" : "12345.67");
        field(payload, "order number " + row + " says\thello, 안녕하세요");
        field(payload, "{\"sku\": \"S" + row + "\", \"tags\": [\"a\\\\b\", \"c\"], \"gift\": " + (row % 2 == 0) + "}");
        field(payload, "\0\1\2binary" + row);
        if (row % 3 == 0) {
            payload.write(0xFB);
        } else {
            field(payload, "paid".repeat(row % 40));
        }
        return payload.toByteArray();
    }

    /// A length-encoded text of less than 64 kB.
    private static void field(ByteArrayOutputStream payload, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 250) {
            payload.write(0xFC);
            payload.write(bytes.length);
            payload.write(bytes.length >>> 8);
        } else {
            payload.write(bytes.length);
        }
        payload.writeBytes(bytes);
    }
}
