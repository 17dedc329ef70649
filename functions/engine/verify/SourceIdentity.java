package engine.verify;

import engine.stored.SealedDump;

/// Which servers a dump comes from: the one that was read and, by the transactions in its GTID set, those that
/// it replicates from.
public final class SourceIdentity {
    private SourceIdentity() {}

    /// Whether the server with this id is one of them.
    public static boolean isOf(SealedDump dump, String serverUuid) {
        String gtids =
                dump.manifest().map(manifest -> manifest.head().gtidSet()).orElse("");
        return !serverUuid.isEmpty() && (serverUuid.equals(dump.serverUuid()) || gtids.contains(serverUuid + ":"));
    }
}
