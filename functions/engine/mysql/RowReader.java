package engine.mysql;

import engine.format.RowSink;
import java.io.IOException;

/// Takes result rows apart and hands their fields on. A row that lies in the buffer whole is the usual case and
/// the fast one; any other is handed on in the parts in which it arrives.
final class RowReader {
    private static final int NULL = 0xFB;
    private static final int END = 0xFE;

    private final PacketReader in;
    private final RowSink sink;

    RowReader(PacketReader in, RowSink sink) {
        this.in = in;
        this.sink = sink;
    }

    void readAll(String what) throws IOException {
        while (true) {
            int length = in.nextPacket();
            int first = in.peek();
            if (first == END && length < PacketReader.FULL) {
                in.skipPacket();
                sink.end();
                return;
            }
            in.throwIfError(what);
            if (in.isWhole()) {
                wholeRow(length);
            } else {
                rowInParts();
            }
            sink.endRow();
        }
    }

    private void wholeRow(int length) throws IOException {
        byte[] buffer = in.buffer;
        int at = in.position;
        int end = at + length;
        for (int column = 0; at < end; column++) {
            int size = buffer[at++] & 0xFF;
            if (size == NULL) {
                sink.nullField(column);
                continue;
            }
            if (size == 0xFC) {
                size = buffer[at] & 0xFF | (buffer[at + 1] & 0xFF) << 8;
                at += 2;
            } else if (size == 0xFD) {
                size = buffer[at] & 0xFF | (buffer[at + 1] & 0xFF) << 8 | (buffer[at + 2] & 0xFF) << 16;
                at += 3;
            } else if (size == END) {
                // Eight bytes for a size that three could carry: a server may do so.
                size = buffer[at] & 0xFF | (buffer[at + 1] & 0xFF) << 8 | (buffer[at + 2] & 0xFF) << 16;
                at += 8;
            }
            sink.field(column, buffer, at, size);
            at += size;
        }
        in.consumed();
    }

    private void rowInParts() throws IOException {
        for (int column = 0; !in.atEnd(); column++) {
            int first = in.readByte();
            if (first == NULL) {
                sink.nullField(column);
                continue;
            }
            long size = switch (first) {
                case 0xFC -> in.little(2);
                case 0xFD -> in.little(3);
                case END -> in.little(8);
                default -> first;
            };
            fieldInParts(column, size);
        }
    }

    private void fieldInParts(int column, long size) throws IOException {
        long left = size;
        do {
            int available = left == 0 ? 0 : in.available(left);
            left -= available;
            sink.part(column, in.buffer, in.position, available, left == 0);
            in.skip(available);
        } while (left > 0);
    }
}
