package engine.format;

import java.time.Instant;

/// What a dump is a copy of, and when: the same facts for `@.json`, for the manifest and for the catalog.
///
/// `run` names the scheduled run (a local date) or is empty. `snapshotAt` is the moment that the rows show.
/// `consistency` says how that moment was held. `gtidSet` and `binlogFile` are empty where the server has none.
public record DumpHead(
        String id,
        String source,
        String run,
        Instant startedAt,
        Instant snapshotAt,
        String serverVersion,
        String serverUuid,
        String gtidSet,
        String binlogFile,
        long binlogPosition,
        String consistency,
        String tool) {}
