package engine.mysql;

import base.TransientFailure;
import java.io.IOException;
import java.io.InputStream;

/// LOAD DATA LOCAL with the rows from a stream, sent past the driver. The server's wish for a file is answered
/// with these rows whatever file it names, so a hostile server gets nothing else.
///
/// If the rows cannot be read to their end, the end is never sent: the caller must cut the connection, and the
/// server forgets what it got.
final class LoadStream {
    private static final int LOCAL_INFILE = 0xFB;
    private static final int HEADER = 4;
    /// The payload of a packet; servers take a megabyte even when they allow no more than the least.
    private static final int PIECE = 512 * 1024;

    private final ServerStream server;
    private final byte[] packet = new byte[HEADER + PIECE];
    private int sequence;

    LoadStream(ServerStream server) {
        this.server = server;
    }

    /// Runs the statement. An {@link IOException} comes from `rows` only.
    Session.Loaded run(String what, String sql, InputStream rows) throws IOException {
        try {
            server.send(sql);
            server.in().nextPacket();
            server.in().throwIfError(what);
            if (server.in().peek() != LOCAL_INFILE) {
                throw new IllegalStateException("the server wants no rows for: " + sql);
            }
            server.in().skipPacket();
            sequence = 2;
            sendAll(rows);
            return answer(what);
        } catch (PacketReader.BrokenConnection e) {
            throw new TransientFailure(
                    "cannot " + what + ": the connection broke in the middle: " + e.getMessage(),
                    "Run it again: it goes on where it stopped.",
                    e);
        }
    }

    private void sendAll(InputStream rows) throws IOException {
        int read;
        do {
            read = rows.readNBytes(packet, HEADER, PIECE);
            send(read);
        } while (read > 0);
    }

    /// A packet of this many bytes; one without any ends the rows.
    private void send(int length) {
        packet[0] = (byte) length;
        packet[1] = (byte) (length >>> 8);
        packet[2] = (byte) (length >>> 16);
        packet[3] = (byte) sequence++;
        try {
            server.out().write(packet, 0, HEADER + length);
            if (length == 0) {
                server.out().flush();
            }
        } catch (IOException e) {
            throw new PacketReader.BrokenConnection(String.valueOf(e.getMessage()), e);
        }
    }

    private Session.Loaded answer(String what) {
        var in = server.in();
        in.expectSequence(sequence);
        in.nextPacket();
        in.throwIfError(what);
        in.readByte();
        long rows = in.lengthEncoded();
        in.lengthEncoded();
        in.little(2);
        int warnings = (int) in.little(2);
        in.skipPacket();
        return new Session.Loaded(rows, warnings);
    }
}
