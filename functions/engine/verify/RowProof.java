package engine.verify;

import base.Deadline;
import base.Progress;
import base.TransientFailure;
import engine.format.ContentHash;
import engine.format.CountedRows;
import engine.format.TsvEncoder;
import engine.mysql.Chunk;
import engine.mysql.ChunkPlanner;
import engine.mysql.ColumnRead;
import engine.mysql.SchemaObjects;
import engine.mysql.Session;
import engine.mysql.Workers;
import engine.storage.BlobStore;
import engine.stored.RowStream;
import engine.stored.SealedDump;
import engine.stored.StoredTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Reads tables of the server as a dump would, and compares their rows with those that the dump has.
final class RowProof {
    private static final long CHUNK_BYTES = 64_000_000;

    private final SealedDump dump;
    private final BlobStore store;
    private final List<Session> sessions;
    private final Comparison comparison;
    private final Progress progress;
    private final Deadline deadline;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    RowProof(
            SealedDump dump,
            BlobStore store,
            List<Session> sessions,
            Comparison comparison,
            Progress progress,
            Deadline deadline) {
        this.dump = dump;
        this.store = store;
        this.sessions = sessions;
        this.comparison = comparison;
        this.progress = progress;
        this.deadline = deadline;
    }

    /// A table of the dump, the same on the server, and how large that is.
    record Pair(StoredTable dumped, SchemaObjects.Table there, SchemaObjects.TableSize size) {}

    /// Compares every pair and returns how many rows were read.
    long compare(List<Pair> pairs) {
        var tasks = new ArrayList<Consumer<Session>>();
        var found = new IdentityHashMap<StoredTable, ContentHash>();
        for (var pair : pairs) {
            var reads = reads(pair);
            if (reads.isEmpty()) {
                continue;
            }
            var planner = new ChunkPlanner(sessions.getFirst(), CHUNK_BYTES);
            found.put(pair.dumped(), ContentHash.EMPTY);
            planner.plan(pair.there(), pair.size())
                    .forEach(chunk -> tasks.add(session -> {
                        var content = read(session, chunk, reads.get());
                        synchronized (found) {
                            found.merge(pair.dumped(), content, ContentHash::plus);
                        }
                    }));
        }
        new Workers(sessions).run(tasks);
        found.forEach(this::judge);
        return rows.get();
    }

    /// How the columns are read so that the fields are those of the dump's files.
    private Optional<List<ColumnRead>> reads(Pair pair) {
        var columns = pair.there().storedColumns();
        var names = columns.stream().map(SchemaObjects.Column::name).toList();
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        if (!names.equals(pair.dumped().format().columns())) {
            comparison.differs(
                    "table " + pair.dumped().label(),
                    "has the columns " + names + " instead of "
                            + pair.dumped().format().columns());
            return Optional.empty();
        }
        return dump.manifest().isPresent() ? Optional.of(ColumnRead.of(pair.there())) : asDumped(pair);
    }

    /// As MySQL Shell reads them.
    private Optional<List<ColumnRead>> asDumped(Pair pair) {
        var format = pair.dumped().format();
        var reads = pair.there().storedColumns().stream()
                .map(column -> ColumnRead.asDumped(column, format.decoder(column.name())))
                .flatMap(Optional::stream)
                .toList();
        if (reads.size() < format.columns().size()) {
            comparison.cannotTellRows("table " + pair.dumped().label(), "a column is encoded in an unknown way");
            return Optional.empty();
        }
        return Optional.of(reads);
    }

    private ContentHash read(Session session, Chunk chunk, List<ColumnRead> reads) {
        var encodings = reads.stream().map(ColumnRead::encoding).toList();
        var encoder = new TsvEncoder(encodings, OutputStream.nullOutputStream());
        try {
            session.stream("read " + chunk.table().label(), chunk.query(reads), new CountedRows(encoder, this::read));
            return encoder.content();
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written", e);
        }
    }

    private void judge(StoredTable table, ContentHash found) {
        String object = "table " + table.label();
        long expected = table.rows().orElse(found.rows());
        if (found.rows() != expected) {
            comparison.differs(object, "has %,d rows instead of %,d".formatted(found.rows(), expected));
        } else if (!table.content().orElseGet(() -> contentOf(table)).equals(found)) {
            comparison.differs(object, "has as many rows, but not the same");
        }
    }

    /// The rows of a dump without a manifest, hashed as they stand in its files.
    private ContentHash contentOf(StoredTable table) {
        var content = ContentHash.EMPTY;
        for (var file : table.files()) {
            try (var rows = RowStream.open(store, dump.id(), file)) {
                rows.skipTo(Long.MAX_VALUE);
                content = content.plus(rows.content());
            }
        }
        return content;
    }

    private void read(long moreRows, long moreBytes) {
        progress.done(rows.addAndGet(moreRows), bytes.addAndGet(moreBytes));
        if (deadline.left().isNegative()) {
            throw new TransientFailure("the time is over while comparing rows", "Run it again.");
        }
    }
}
