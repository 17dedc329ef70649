package engine.dump;

import static java.util.Objects.requireNonNull;

import base.Progress;
import base.Version;
import engine.format.DataFile;
import engine.format.DumpHead;
import engine.format.FileNames;
import engine.format.Manifest;
import engine.format.Metadata;
import engine.format.Note;
import engine.format.TableManifest;
import engine.format.UserScript;
import engine.mysql.Accounts;
import engine.mysql.Chunk;
import engine.mysql.ChunkPlanner;
import engine.mysql.SchemaObjects;
import engine.mysql.SchemaObjects.TableSize;
import engine.mysql.Session;
import engine.mysql.Sessions;
import engine.mysql.Snapshot;
import engine.mysql.Source;
import engine.mysql.Workers;
import engine.storage.BlobStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One dump, from the first look at the server to the seal. May run once; another attempt takes another id.
public final class Dump {
    private final Sessions sessions;
    private final BlobStore store;
    private final DumpRequest request;
    private final Progress progress;
    private final Runnable beforeSeal;

    /// `beforeSeal` runs when everything but the seal is stored; if it fails, the dump is never sealed.
    public Dump(Sessions sessions, BlobStore store, DumpRequest request, Progress progress, Runnable beforeSeal) {
        this.sessions = sessions;
        this.store = store;
        this.request = request;
        this.progress = progress;
        this.beforeSeal = beforeSeal;
    }

    /// Makes the dump and returns its manifest. Throws a {@link base.Failure}; nothing that looks like a dump
    /// is left behind then.
    public Manifest run() {
        Instant startedAt = request.deadline().clock().instant();
        progress.phase("inspecting the server");
        var source = Source.inspect(sessions, request.schemas(), request.users());
        var sizes = source.sizes();
        progress.phase("waiting for the snapshot");
        // The snapshot is closed first: nobody waits for its locks while uploads of a lost dump come to their end.
        try (var folder = new DumpFolder(store, request.id());
                var snapshot = source.freeze(request.threads(), request.deadline())) {
            var head = head(snapshot, startedAt);
            var describer = new Describer(folder, snapshot.server(), snapshot.objects());
            var chunks = plan(snapshot, sizes);
            progress.phase("copying");
            writePreamble(snapshot, head, describer, folder);
            var copied = copy(snapshot, chunks, describer, sizes);
            progress.phase("checking");
            var notes = notes(snapshot, describer);
            describer.writeInvalidViews();
            snapshot.verifyUnchanged();
            progress.phase("sealing");
            return seal(head, copied, notes, folder);
        }
    }

    private DumpHead head(Snapshot snapshot, Instant startedAt) {
        var position = snapshot.position();
        return new DumpHead(
                request.id(),
                request.source(),
                request.run(),
                startedAt,
                snapshot.takenAt(),
                snapshot.server().version(),
                snapshot.server().uuid(),
                position.gtidSet(),
                position.binlogFile(),
                position.binlogPosition(),
                snapshot.consistency().name(),
                Version.TOOL);
    }

    /// Every chunk, of the fullest tables first, so that the last ones to be copied are small.
    private List<Chunk> plan(Snapshot snapshot, Map<String, TableSize> sizes) {
        long total = sizes.values().stream().mapToLong(TableSize::bytes).sum();
        var planner = new ChunkPlanner(snapshot.readers().getFirst(), chunkBytes(total));
        return snapshot.objects()
                .tables()
                .filter(table -> !table.storedColumns().isEmpty())
                .sorted(Comparator.comparingLong(
                        (SchemaObjects.Table table) -> -size(sizes, table).bytes()))
                .flatMap(table -> planner.plan(table, size(sizes, table)).stream())
                .toList();
    }

    /// Small enough that all threads end at about the same time, within bounds.
    private long chunkBytes(long total) {
        long even = total / (request.threads() * 8L);
        return Math.clamp(even, Math.min(8_000_000, request.chunkBytesMax()), request.chunkBytesMax());
    }

    private static TableSize size(Map<String, TableSize> sizes, SchemaObjects.Table table) {
        return sizes.getOrDefault(table.label(), new TableSize(0, 0));
    }

    private void writePreamble(Snapshot snapshot, DumpHead head, Describer describer, DumpFolder folder) {
        var accounts = request.users()
                ? new Accounts(snapshot.readers().getFirst(), snapshot.server()).read()
                : List.<UserScript.Account>of();
        folder.writeLater(
                FileNames.GLOBAL,
                Metadata.global(
                        head,
                        describer.schemaBasenames(),
                        accounts.stream().map(UserScript.Account::account).toList(),
                        snapshot.server().partialRevokes(),
                        request.chunkBytesMax()));
        if (!accounts.isEmpty()) {
            folder.writeLater(FileNames.USERS, UserScript.of(accounts));
        }
    }

    /// The only parallel step: tables that need their lock first, then everything else. Returns the files of
    /// each table.
    private List<TableManifest> copy(
            Snapshot snapshot, List<Chunk> chunks, Describer describer, Map<String, TableSize> sizes) {
        var objects = snapshot.objects();
        long rows =
                objects.tables().mapToLong(table -> size(sizes, table).rows()).sum();
        progress.expect(
                rows,
                objects.tables().mapToLong(table -> size(sizes, table).bytes()).sum());
        var copier =
                new ChunkCopier(store, request.id(), request.level(), new Pace(request.deadline(), rows, progress));
        var files = Collections.synchronizedMap(new IdentityHashMap<Chunk, DataFile>());
        Predicate<Chunk> underLock = chunk -> !chunk.table().isTransactional();

        run(snapshot, copying(chunks.stream().filter(underLock).toList(), copier, describer, files));
        snapshot.releaseTableLocks();
        var tasks = describing(objects, describer);
        tasks.addAll(copying(chunks.stream().filter(underLock.negate()).toList(), copier, describer, files));
        run(snapshot, tasks);
        return tableManifests(objects, chunks, files);
    }

    /// If the snapshot had to give way, that is the reason, whatever else failed then.
    private static void run(Snapshot snapshot, List<Consumer<Session>> tasks) {
        try {
            new Workers(snapshot.readers()).run(tasks);
        } finally {
            snapshot.verifyHeld();
        }
    }

    private static List<Consumer<Session>> copying(
            List<Chunk> chunks, ChunkCopier copier, Describer describer, Map<Chunk, DataFile> files) {
        var tasks = new ArrayList<Consumer<Session>>();
        for (Chunk chunk : chunks) {
            var table = chunk.table();
            tasks.add(session ->
                    files.put(chunk, copier.copy(session, chunk, describer.basename(table.schema(), table.name()))));
        }
        return tasks;
    }

    private static List<Consumer<Session>> describing(SchemaObjects objects, Describer describer) {
        var tasks = new ArrayList<Consumer<Session>>();
        for (var schema : objects.schemas()) {
            tasks.add(session -> describer.schema(session, schema));
            schema.tables().forEach(table -> tasks.add(session -> describer.table(session, schema, table)));
        }
        return tasks;
    }

    private static List<TableManifest> tableManifests(
            SchemaObjects objects, List<Chunk> chunks, Map<Chunk, DataFile> files) {
        var byTable = new IdentityHashMap<SchemaObjects.Table, List<DataFile>>();
        for (Chunk chunk : chunks) {
            var file = requireNonNull(files.get(chunk), "a chunk was not copied");
            byTable.computeIfAbsent(chunk.table(), table -> new ArrayList<>()).add(file);
        }
        return objects.tables()
                .map(table -> new TableManifest(table.schema(), table.name(), byTable.getOrDefault(table, List.of())))
                .toList();
    }

    private static List<Note> notes(Snapshot snapshot, Describer describer) {
        var notes = new ArrayList<>(describer.notes());
        notes.addAll(Audit.definitions(snapshot.objects()));
        notes.addAll(
                Audit.server(snapshot.readers().getFirst(), snapshot.server().isMySql()));
        snapshot.accountNames().ifPresent(names -> notes.addAll(Audit.definers(snapshot.objects(), names)));
        return notes.stream()
                .distinct()
                .sorted(Comparator.comparing(Note::object))
                .toList();
    }

    private Manifest seal(DumpHead head, List<TableManifest> tables, List<Note> notes, DumpFolder folder) {
        var manifest = new Manifest(head, request.deadline().clock().instant(), tables, folder.files(), notes);
        var stored = folder.write(FileNames.MANIFEST, manifest.json());
        beforeSeal.run();
        folder.write(FileNames.DONE, Metadata.done(manifest, stored, manifest.finishedAt()));
        return manifest;
    }
}
