package engine.mysql;

import base.TransientFailure;
import engine.format.RowSink;
import java.io.IOException;

/// The rows of a text query, read past the driver, so that a row is never held whole.
final class TextRows {
    private final ServerStream server;

    TextRows(ServerStream server) {
        this.server = server;
    }

    /// Sends the query and its rows to `sink`. An {@link IOException} comes from the sink only; a broken
    /// connection is a {@link TransientFailure}, an error of the server the failure for its number.
    void run(String what, String sql, RowSink sink) throws IOException {
        try {
            server.send(sql);
            readHead(what);
            new RowReader(server.in(), sink).readAll(what);
        } catch (PacketReader.BrokenConnection e) {
            throw new TransientFailure(
                    "cannot " + what + ": the connection broke in the middle: " + e.getMessage(),
                    "Try again; the server, the network or a time limit ended the connection.",
                    e);
        }
    }

    private void readHead(String what) {
        var in = server.in();
        in.nextPacket();
        in.throwIfError(what);
        long columns = in.lengthEncoded();
        in.skipPacket();
        for (long i = 0; i < columns; i++) {
            in.nextPacket();
            in.skipPacket();
        }
        if (!server.eofDeprecated()) {
            in.nextPacket();
            in.skipPacket();
        }
    }
}
