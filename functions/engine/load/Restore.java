package engine.load;

import base.Failure;
import base.Progress;
import base.Version;
import engine.mysql.MySqlFailure;
import engine.mysql.Session;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import engine.stored.DumpReader;
import engine.stored.FileCheck;
import engine.stored.Holds;
import engine.stored.SealedDump;
import engine.stored.Verdict;
import engine.verify.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One restore, from the first look at the dump to the verdict. May run any number of times for one backup and
/// target: what was done is not done again.
public final class Restore {
    private final Sessions loading;
    private final Sessions reading;
    private final BlobStore store;
    private final RestoreRequest request;
    private final Progress progress;
    private final List<Finding> findings = new ArrayList<>();

    /// `loading` and `reading` are sessions to the same server, see {@link Sessions#loading}.
    public Restore(Sessions loading, Sessions reading, BlobStore store, RestoreRequest request, Progress progress) {
        this.loading = loading;
        this.reading = reading;
        this.store = store;
        this.request = request;
        this.progress = progress;
    }

    /// What came out. `loaded` is how long it took until every row and key was there; the rest of the time went
    /// into comparing. `findings` are what is otherwise than in the dump, and accepted.
    public record Result(Verdict verdict, Duration loaded, List<Finding> findings) {}

    /// Restores and compares. Throws a {@link base.Failure} if it cannot be done; what is not the same in the
    /// end is told by the verdict.
    public Result run() {
        try (var lease = new Holds(store, request.deadline().clock()).lease(request.backup())) {
            lease.problem().ifPresent(problem -> findings.add(Finding.differs(request.backup(), problem)));
            return restoreAndCompare();
        }
    }

    private Result restoreAndCompare() {
        var watch = new Stopwatch(request.deadline().clock());
        progress.phase("reading the dump");
        var dump = DumpReader.read(store, request.backup());
        checkFiles(dump);
        try (var control = loading.open()) {
            ServerLock.take(control);
            progress.phase("inspecting the target");
            var job = admitted(dump, control);
            var verification = new Verification(
                    reading,
                    store,
                    dump,
                    job.places(),
                    request.definers(),
                    request.threads(),
                    request.deadline(),
                    progress);
            long rows = KeepAlive.during(control, () -> restore(job, verification, watch));
            return new Result(verdict(dump, verification, watch, rows), watch.lap(), List.copyOf(findings));
        }
    }

    private void checkFiles(SealedDump dump) {
        if (request.checkFiles()) {
            progress.phase("checking the files");
            new FileCheck(store).check(dump, bytes -> {});
        }
    }

    /// Fails with everything that is in the way, at once; remembers what is not, but should be known.
    private Job admitted(SealedDump dump, Session control) {
        var target = Target.inspect(control);
        var ledger = Ledger.on(control);
        var places = new Admission(dump, target, ledger, control, request).places();
        var found = Preflight.check(dump, target, request.definers(), request.users());
        Finding.refuseBlocking(found);
        findings.addAll(found);
        SessionSetup.apply(control, target, request);
        return new Job(dump, target, ledger, places, control);
    }

    /// Returns how many rows were compared. Nothing that is there already gives way to what is not verified.
    private long restore(Job job, Verification verification, Stopwatch watch) {
        boolean isChanging = job.isChanging();
        long rows = 0;
        if (!isChanging) {
            load(job);
            watch.takeLap();
            rows = verification.compareTables(job.places());
            if (job.places().beside() && !verification.comparison().rowsAreEqual()) {
                job.ledger().forget(job.id());
                return rows;
            }
            rehearse(job);
            job.ledger().moveTo(job.id(), Ledger.State.CHANGING, "");
        }
        var grants = new RoutineGrants(job.control());
        grants.read(job.places());
        changeOver(job);
        progress.phase("making views and programs");
        makePrograms(job);
        grants.restore();
        findings.addAll(grants.findings());
        if (isChanging) {
            rows = verification.compareTables(job.places().live());
        }
        verification.compareObjects();
        job.ledger()
                .finish(
                        job.id(),
                        job.places(),
                        verification.comparison().state().name());
        return rows;
    }

    private void load(Job job) {
        var accounts = new AccountMaker(job.control(), job.target().account().name());
        if (request.users()) {
            accounts.makeAccounts(job.dump().users());
            findings.addAll(accounts.findings());
        }
        new TableLoading(loading, store, request, job, progress).run();
    }

    /// Makes views and programs once where the tables were loaded, so that what the target refuses is known while
    /// the old data is still in place.
    private void rehearse(Job job) {
        if (!job.places().beside()) {
            return;
        }
        progress.phase("rehearsing views and programs");
        var changeover = new Changeover(job.control(), job.places(), job.dump());
        try (var session = loading.open()) {
            SessionSetup.apply(session, job.target(), request);
            new ScriptRunner(session, job.places()::work, request.definers(), true).runAll(job.dump());
        } catch (Failure failure) {
            // What stands on another schema of the dump cannot be made before that is in place.
            boolean mayStandElsewhere = job.dump().schemas().size() > 1 && MySqlFailure.isMissingObject(failure);
            if (!mayStandElsewhere) {
                throw failure;
            }
        } finally {
            changeover.dropRehearsed();
        }
    }

    private void changeOver(Job job) {
        if (job.places().beside()) {
            progress.phase("changing over");
            job.ledger().refuseTheOpenSite();
            var changeover = new Changeover(job.control(), job.places(), job.dump());
            changeover.moveTables();
            changeover.dropOldPrograms();
            var schemas = new SchemaMaker(job.control(), job.places());
            job.dump().schemas().forEach(schemas::adjust);
        }
    }

    private void makePrograms(Job job) {
        var dump = job.dump();
        var places = job.places();
        dump.schemaNames().forEach(schema -> job.ledger().forgetEvents(places.live(schema)));
        try (var session = loading.open()) {
            SessionSetup.apply(session, job.target(), request);
            var runner = new ScriptRunner(session, places::live, request.definers(), false);
            runner.runAll(dump);
            findings.addAll(runner.findings());
        }
        if (places.beside()) {
            new Changeover(job.control(), places, dump).clear();
        }
        if (request.users()) {
            var accounts =
                    new AccountMaker(job.control(), job.target().account().name());
            accounts.grant(dump.users());
            findings.addAll(accounts.findings());
        }
    }

    private Verdict verdict(SealedDump dump, Verification verification, Stopwatch watch, long rows) {
        return new Verdict(
                verification.comparison().state(),
                dump.id(),
                request.deadline().clock().instant(),
                loading.address(),
                watch.total(),
                dump.tables().count(),
                rows,
                verification.comparison().findings(),
                Version.TOOL);
    }
}
