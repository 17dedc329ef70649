package testkit;

import base.Deadline;
import base.Progress;
import engine.dump.Dump;
import engine.dump.DumpRequest;
import engine.format.Manifest;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import java.time.Clock;
import java.util.List;

/// Dumps as tests make them: two threads, small chunks, so that a small table is divided too.
public final class Dumps {
    public static final String ID = "20260101T020000-test-000000";

    private Dumps() {}

    public static DumpRequest request(String... schemas) {
        return new DumpRequest(
                ID, "test", "", List.of(schemas), false, 2, 100_000, 1, Deadline.none(Clock.systemUTC()));
    }

    /// The same under another id.
    public static DumpRequest named(String id, DumpRequest request) {
        return new DumpRequest(
                id,
                request.source(),
                request.run(),
                request.schemas(),
                request.users(),
                request.threads(),
                request.chunkBytesMax(),
                request.level(),
                request.deadline());
    }

    public static DumpRequest withUsers(DumpRequest request) {
        return new DumpRequest(
                request.id(),
                request.source(),
                request.run(),
                request.schemas(),
                true,
                request.threads(),
                request.chunkBytesMax(),
                request.level(),
                request.deadline());
    }

    public static Manifest run(MySqlUrl url, BlobStore store, DumpRequest request) {
        return new Dump(new Sessions(url), store, request, Progress.SILENT, () -> {}).run();
    }
}
