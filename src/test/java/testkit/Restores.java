package testkit;

import base.Deadline;
import base.Progress;
import engine.format.DefinerRule;
import engine.load.Restore;
import engine.load.RestoreRequest;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import java.time.Clock;

/// Restores as tests make them: two threads, small transactions.
public final class Restores {
    private Restores() {}

    public static RestoreRequest request(String backup) {
        return new RestoreRequest(
                backup,
                2,
                false,
                false,
                false,
                new DefinerRule.Keep(),
                false,
                true,
                50_000,
                Deadline.none(Clock.systemUTC()));
    }

    public static RestoreRequest replacing(RestoreRequest request) {
        return new RestoreRequest(
                request.backup(),
                request.threads(),
                true,
                request.proof(),
                request.users(),
                request.definers(),
                request.skipBinlog(),
                request.checkFiles(),
                request.cutBytes(),
                request.deadline());
    }

    public static RestoreRequest withUsers(RestoreRequest request) {
        return new RestoreRequest(
                request.backup(),
                request.threads(),
                request.replace(),
                request.proof(),
                true,
                request.definers(),
                request.skipBinlog(),
                request.checkFiles(),
                request.cutBytes(),
                request.deadline());
    }

    public static RestoreRequest definedBy(DefinerRule rule, RestoreRequest request) {
        return new RestoreRequest(
                request.backup(),
                request.threads(),
                request.replace(),
                request.proof(),
                request.users(),
                rule,
                request.skipBinlog(),
                request.checkFiles(),
                request.cutBytes(),
                request.deadline());
    }

    public static Restore.Result run(MySqlUrl target, BlobStore store, RestoreRequest request) {
        return new Restore(Sessions.loading(target), new Sessions(target), store, request, Progress.SILENT).run();
    }
}
