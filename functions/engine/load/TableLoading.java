package engine.load;

import base.Progress;
import engine.mysql.Session;
import engine.mysql.Sessions;
import engine.mysql.Workers;
import engine.storage.BlobStore;
import engine.stored.RowStream;
import engine.stored.StoredTable;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The part of a restore that takes its time: schemas, tables, rows, keys and foreign keys. What an earlier
/// attempt did is not done again.
final class TableLoading {
    private final Sessions sessions;
    private final BlobStore store;
    private final RestoreRequest request;
    private final Job job;
    private final Progress progress;
    private final TableMaker maker;
    private final List<TablePlan> plans;

    TableLoading(Sessions sessions, BlobStore store, RestoreRequest request, Job job, Progress progress) {
        this.sessions = sessions;
        this.store = store;
        this.request = request;
        this.job = job;
        this.progress = progress;
        this.maker = new TableMaker(
                job.places(), job.dump().tables().map(StoredTable::label).collect(Collectors.toSet()));
        this.plans = job.dump()
                .tables()
                .map(table -> TablePlan.of(table, job.target()))
                .toList();
    }

    void run() {
        begin();
        var schemas = new SchemaMaker(job.control(), job.places());
        job.dump().schemas().forEach(schemas::make);
        if (job.places().beside()) {
            // A rehearsal that was interrupted may have left triggers.
            new Changeover(job.control(), job.places(), job.dump()).dropRehearsed();
        }
        startUnsureTablesAnew();
        var workers = sessions.open(request.threads());
        try {
            workers.forEach(session -> SessionSetup.apply(session, job.target(), request));
            loadWith(workers);
        } finally {
            workers.forEach(Session::close);
        }
    }

    private void begin() {
        job.ledger().make();
        if (job.ledger().unfinished(job.id(), job.places()).isEmpty()) {
            if (job.places().beside()) {
                new Changeover(job.control(), job.places(), job.dump()).clear();
            }
            job.ledger().begin(job.id(), job.places(), request.proof());
        }
    }

    /// Drops the tables of which it is not certain what they hold: those without transactions that are not whole,
    /// and those whose rows came from a file that reads otherwise now.
    private void startUnsureTablesAnew() {
        var positions = job.ledger().positions(job.id());
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
                maker.drop(job.control(), plan);
                job.ledger()
                        .forgetFiles(
                                job.id(),
                                files.stream().map(StoredTable.StoredFile::name).toList());
            }
        }
    }

    private boolean isAsLoaded(StoredTable.StoredFile file, Ledger.@Nullable Position position) {
        if (position == null || position.complete()) {
            return true;
        }
        try (var rows = RowStream.open(store, job.id(), file)) {
            rows.skipTo(position.bytes());
            return rows.content().equals(position.content());
        }
    }

    /// The parallel steps: tables, then rows and keys, then the foreign keys between the tables.
    private void loadWith(List<Session> sessions) {
        progress.phase("making tables");
        new Workers(sessions).run(each(plans, maker::create));
        progress.phase("loading");
        progress.expect(
                plans.stream().mapToLong(plan -> plan.table().rows().orElse(0L)).sum(),
                plans.stream().mapToLong(plan -> plan.table().bytes()).sum());
        var loader = new FileLoader(
                store,
                request,
                job.places(),
                job.ledger().positions(job.id()),
                new LoadPace(request.deadline(), progress));
        new Workers(sessions).run(new LoadQueue(plans, loader, maker));
        progress.phase("adding foreign keys");
        var children =
                plans.stream().filter(plan -> !plan.foreignKeys().isEmpty()).toList();
        // One after the other: each locks its parents too, and two that point at each other would wait forever.
        new Workers(sessions.subList(0, 1)).run(each(children, maker::addForeignKeys));
    }

    private static List<Consumer<Session>> each(List<TablePlan> plans, BiConsumer<Session, TablePlan> action) {
        return plans.stream()
                .<Consumer<Session>>map(plan -> session -> action.accept(session, plan))
                .toList();
    }
}
