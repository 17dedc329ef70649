package engine.mysql;

import engine.format.RowSink;
import java.io.IOException;
import java.io.InputStream;

/// Rows of a text result from any stream of packets, instead of from a connection.
public final class RecordedRows {
    private RecordedRows() {}

    /// Reads rows up to the packet that ends them. The first packet has sequence number 0.
    public static void read(InputStream packets, RowSink sink) throws IOException {
        new RowReader(new PacketReader(packets), sink).readAll("read recorded rows");
    }
}
