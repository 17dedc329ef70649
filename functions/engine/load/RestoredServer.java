package engine.load;

import engine.mysql.Server;
import engine.mysql.Sessions;
import engine.stored.SealedDump;
import engine.verify.SourceIdentity;

/// What a server says about the restores that it took.
public final class RestoredServer {
    private RestoredServer() {}

    /// Whether the server was restored from this dump and nobody has written to it since: only then does a
    /// comparison say something about the dump. The server that the dump was made of says nothing about it.
    public static boolean holds(Sessions sessions, SealedDump dump) {
        try (var session = sessions.open()) {
            var ledger = Ledger.on(session);
            return !SourceIdentity.isOf(dump, Server.inspect(session).uuid())
                    && !ledger.isSiteOpen()
                    && ledger.restores().stream()
                            .anyMatch(restore ->
                                    restore.backup().equals(dump.id()) && restore.state() == Ledger.State.DONE);
        }
    }
}
