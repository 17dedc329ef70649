package engine.load;

import base.Progress;
import base.RefusedFailure;
import base.Version;
import engine.mysql.Session;
import engine.mysql.Sessions;
import engine.mysql.Workers;
import engine.storage.BlobStore;
import engine.stored.DumpReader;
import engine.stored.FileCheck;
import engine.stored.Holds;
import engine.stored.RowStream;
import engine.stored.SealedDump;
import engine.stored.StoredTable;
import engine.stored.Verdict;
import engine.verify.Places;
import engine.verify.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    /// What came out. `findings` are what is otherwise than in the dump, and accepted.
    public record Result(Verdict verdict, List<Finding> findings) {}

    /// Restores and compares. Throws a {@link base.Failure} if it cannot be done; what is not the same in the
    /// end is told by the verdict.
    public Result run() {
        try (var lease = new Holds(store, request.deadline().clock()).lease(request.backup())) {
            lease.problem().ifPresent(problem -> findings.add(Finding.differs(request.backup(), problem)));
            return restoreAndCompare();
        }
    }

    private Result restoreAndCompare() {
        var clock = request.deadline().clock();
        var start = clock.instant();
        progress.phase("reading the dump");
        var dump = DumpReader.read(store, request.backup());
        checkFiles(dump);
        try (var control = loading.open()) {
            ServerLock.take(control);
            progress.phase("inspecting the target");
            var target = Target.inspect(control);
            var ledger = Ledger.on(control);
            var places = new Admission(dump, target, ledger, control, request).places();
            findings.addAll(accepted(dump, target));
            var verification = new Verification(
                    reading, store, dump, places, request.definers(), request.threads(), request.deadline(), progress);
            long rows = restore(dump, target, ledger, places, control, verification);
            var verdict = new Verdict(
                    verification.comparison().state(),
                    dump.id(),
                    clock.instant(),
                    loading.address(),
                    Duration.between(start, clock.instant()),
                    dump.tables().count(),
                    rows,
                    verification.comparison().findings(),
                    Version.TOOL);
            return new Result(verdict, List.copyOf(findings));
        }
    }

    private void checkFiles(SealedDump dump) {
        if (request.checkFiles()) {
            progress.phase("checking the files");
            new FileCheck(store).check(dump, bytes -> {});
        }
    }

    /// Everything that is in the way, at once; or what is not, but should be known.
    private List<Finding> accepted(SealedDump dump, Target target) {
        var all = Preflight.check(dump, target, request.definers(), request.users());
        Finding.refuseBlocking(all);
        return all;
    }

    /// Returns how many rows were compared. Nothing that is there already gives way to what is not verified.
    private long restore(
            SealedDump dump, Target target, Ledger ledger, Places places, Session control, Verification verification) {
        boolean isChanging = ledger.unfinished(dump.id(), places)
                .filter(restore -> restore.state() == Ledger.State.CHANGING)
                .isPresent();
        long rows = 0;
        if (!isChanging) {
            load(dump, target, ledger, places, control);
            rows = verification.compareTables(places);
            if (places.beside() && verification.comparison().state() == Verdict.State.FAILED) {
                ledger.abandon(dump.id());
                return rows;
            }
            ledger.moveTo(dump.id(), Ledger.State.CHANGING, "");
        }
        changeOver(dump, places, control);
        progress.phase("making views and programs");
        makePrograms(dump, places, target, control);
        if (isChanging) {
            rows = verification.compareTables(places.live());
        }
        verification.compareObjects();
        ledger.finish(dump.id(), places, verification.comparison().state().name());
        return rows;
    }

    private void load(SealedDump dump, Target target, Ledger ledger, Places places, Session control) {
        var plans = dump.tables().map(table -> TablePlan.of(table, target)).toList();
        begin(dump, ledger, places, control);
        var accounts = new AccountMaker(control, target.account().name());
        if (request.users()) {
            accounts.makeAccounts(dump.users());
            findings.addAll(accounts.findings());
        }
        var schemas = new SchemaMaker(control, places);
        dump.schemas().forEach(schemas::make);
        startUnsureTablesAnew(plans, ledger, places, control);
        var workers = sessions(target);
        try {
            loadTables(dump, plans, ledger, places, workers);
        } finally {
            workers.forEach(Session::close);
        }
    }

    private void begin(SealedDump dump, Ledger ledger, Places places, Session control) {
        ledger.make();
        if (ledger.unfinished(dump.id(), places).isEmpty()) {
            if (places.beside()) {
                new Changeover(control, places, dump).clear();
            }
            ledger.begin(dump.id(), places);
        }
    }

    /// Drops the tables of which it is not certain what they hold: those without transactions that are not whole,
    /// and those whose rows came from a file that reads otherwise now.
    private void startUnsureTablesAnew(List<TablePlan> plans, Ledger ledger, Places places, Session control) {
        var positions = ledger.positions(request.backup());
        var maker = new TableMaker(places);
        for (var plan : plans) {
            var files = plan.table().files();
            boolean isWhole = files.stream()
                    .allMatch(file -> positions
                            .getOrDefault(file.name(), Ledger.Position.START)
                            .complete());
            boolean isSure = isWhole
                    || plan.isTransactional()
                            && files.stream().allMatch(file -> isAsLoaded(file, positions.get(file.name())));
            if (!isSure) {
                maker.drop(control, plan);
                ledger.forgetFiles(
                        request.backup(),
                        files.stream().map(StoredTable.StoredFile::name).toList());
            }
        }
    }

    private boolean isAsLoaded(StoredTable.StoredFile file, Ledger.@Nullable Position position) {
        if (position == null || position.complete()) {
            return true;
        }
        try (var rows = RowStream.open(store, request.backup(), file)) {
            rows.skipTo(position.bytes());
            return rows.content().equals(position.content());
        }
    }

    private List<Session> sessions(Target target) {
        var workers = loading.open(request.threads());
        for (Session session : workers) {
            Target.UNWANTED.stream()
                    .filter(target.adjustable()::contains)
                    .forEach(variable -> session.tryToSet(variable, "OFF"));
            session.tryToSet("innodb_ddl_buffer_size", "67108864");
            if (request.skipBinlog() && !session.tryToSet("sql_log_bin", "OFF")) {
                throw new RefusedFailure(
                        "the account may not keep the restore out of the binary log",
                        "Grant SESSION_VARIABLES_ADMIN to it, or leave out --skip-binlog.");
            }
        }
        return workers;
    }

    /// The parallel part: tables, rows and keys, then the foreign keys between them.
    private void loadTables(
            SealedDump dump, List<TablePlan> plans, Ledger ledger, Places places, List<Session> workers) {
        var maker = new TableMaker(places);
        progress.phase("making tables");
        new Workers(workers).run(each(plans, maker::create));
        progress.phase("loading");
        progress.expect(
                dump.tables().mapToLong(table -> table.rows().orElse(0L)).sum(),
                dump.tables().mapToLong(StoredTable::bytes).sum());
        var loader = new FileLoader(
                store, request, places, ledger.positions(dump.id()), new LoadPace(request.deadline(), progress));
        new Workers(workers).run(new LoadQueue(plans, loader, maker));
        progress.phase("adding foreign keys");
        new Workers(workers)
                .run(each(
                        plans.stream()
                                .filter(plan -> !plan.foreignKeys().isEmpty())
                                .toList(),
                        maker::addForeignKeys));
    }

    private static List<Consumer<Session>> each(List<TablePlan> plans, BiConsumer<Session, TablePlan> action) {
        return plans.stream()
                .<Consumer<Session>>map(plan -> session -> action.accept(session, plan))
                .toList();
    }

    private void changeOver(SealedDump dump, Places places, Session control) {
        if (places.beside()) {
            progress.phase("changing over");
            var changeover = new Changeover(control, places, dump);
            changeover.moveTables();
            changeover.dropOldPrograms();
            var schemas = new SchemaMaker(control, places);
            dump.schemas().forEach(schemas::adjust);
        }
    }

    /// Stand-ins for all views first, since views stand on views, and routines may stand on any.
    private void makePrograms(SealedDump dump, Places places, Target target, Session control) {
        dump.schemaNames().forEach(schema -> Ledger.on(control).forgetEvents(places.live(schema)));
        try (var runner = new ScriptRunner(loading, places, request.definers())) {
            dump.views().forEach(view -> runner.run(view.schema(), view.standIn()));
            dump.schemas().forEach(schema -> runner.run(schema.name(), schema.script()));
            dump.views().forEach(view -> runner.run(view.schema(), view.script()));
            dump.tables().forEach(table -> runner.run(table.schema(), table.triggers()));
            findings.addAll(runner.findings());
        }
        if (places.beside()) {
            new Changeover(control, places, dump).clear();
        }
        if (request.users()) {
            var accounts = new AccountMaker(control, target.account().name());
            accounts.grant(dump.users());
            findings.addAll(accounts.findings());
        }
    }
}
