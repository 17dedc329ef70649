package engine.mysql;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.a.NativeServerSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/// The driver's own streams to the server: the driver connects, authenticates and agrees on TLS; what is large
/// then bypasses it, so that it is never held whole. The protocol is MySQL's, as its manual documents it. The
/// connection is not used by anyone else meanwhile.
record ServerStream(PacketReader in, OutputStream out, boolean queryAttributes, boolean eofDeprecated) {
    private static final int COM_QUERY = 3;

    static ServerStream of(Connection connection) throws SQLException {
        var driver = (com.mysql.cj.NativeSession)
                connection.unwrap(JdbcConnection.class).getSession();
        var socket = driver.getProtocol().getSocketConnection();
        var server = driver.getServerSession();
        try {
            return new ServerStream(
                    new PacketReader(socket.getMysqlInput()),
                    socket.getMysqlOutput(),
                    (server.getClientParam() & NativeServerSession.CLIENT_QUERY_ATTRIBUTES) != 0,
                    server.isEOFDeprecated());
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), "08S01", e);
        }
    }

    /// Sends a statement, whose answer begins with packet 1.
    void send(String sql) {
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
}
