package engine.mysql;

import base.TransientFailure;
import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.a.NativeServerSession;
import engine.format.RowSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/// The rows of a text query, read from the driver's own stream: the driver connects, authenticates and agrees
/// on TLS; the query and its rows then bypass it, so that a row is never held whole. The protocol is MySQL's,
/// as its manual documents it (COM_QUERY, text result set). The connection is not used by anyone else
/// meanwhile.
final class TextRows {
    private static final int COM_QUERY = 3;

    private final PacketReader in;
    private final OutputStream out;
    private final boolean queryAttributes;
    private final boolean eofDeprecated;

    private TextRows(PacketReader in, OutputStream out, boolean queryAttributes, boolean eofDeprecated) {
        this.in = in;
        this.out = out;
        this.queryAttributes = queryAttributes;
        this.eofDeprecated = eofDeprecated;
    }

    static TextRows of(Connection connection) throws SQLException {
        var driver = (NativeSession) connection.unwrap(JdbcConnection.class).getSession();
        var socket = driver.getProtocol().getSocketConnection();
        var server = driver.getServerSession();
        try {
            return new TextRows(
                    new PacketReader(socket.getMysqlInput()),
                    socket.getMysqlOutput(),
                    (server.getClientParam() & NativeServerSession.CLIENT_QUERY_ATTRIBUTES) != 0,
                    server.isEOFDeprecated());
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), "08S01", e);
        }
    }

    /// Sends the query and its rows to `sink`. An {@link IOException} comes from the sink only; a broken
    /// connection is a {@link TransientFailure}, an error of the server the failure for its number.
    void run(String what, String sql, RowSink sink) throws IOException {
        try {
            send(sql);
            readHead(what);
            new RowReader(in, sink).readAll(what);
        } catch (PacketReader.BrokenConnection e) {
            throw new TransientFailure(
                    "cannot " + what + ": the connection broke in the middle: " + e.getMessage(),
                    "Try again; the server, the network or a time limit ended the connection.",
                    e);
        }
    }

    private void send(String sql) {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        byte[] attributes = queryAttributes ? new byte[] {0, 1} : new byte[0];
        int length = 1 + attributes.length + text.length;
        try {
            out.write(new byte[] {(byte) length, (byte) (length >>> 8), (byte) (length >>> 16), 0, COM_QUERY});
            out.write(attributes);
            out.write(text);
            out.flush();
        } catch (IOException e) {
            throw new PacketReader.BrokenConnection(String.valueOf(e.getMessage()), e);
        }
        in.expectSequence(1);
    }

    private void readHead(String what) {
        in.nextPacket();
        in.throwIfError(what);
        long columns = in.lengthEncoded();
        in.skipPacket();
        for (long i = 0; i < columns; i++) {
            in.nextPacket();
            in.skipPacket();
        }
        if (!eofDeprecated) {
            in.nextPacket();
            in.skipPacket();
        }
    }
}
