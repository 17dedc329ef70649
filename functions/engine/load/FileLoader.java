package engine.load;

import base.CorruptionFailure;
import base.TransientFailure;
import engine.load.Ledger.Position;
import engine.mysql.Session;
import engine.storage.BlobStore;
import engine.stored.RowStream;
import engine.stored.StoredTable;
import engine.stored.StoredTable.StoredFile;
import engine.verify.Places;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/// Loads data files: in cuts, each of them one transaction together with the note of how far the file is.
final class FileLoader {
    /// The server's warning of an invalid member of an ENUM or SET.
    private static final int TRUNCATED = 1265;

    private final BlobStore store;
    private final RestoreRequest request;
    private final Places places;
    private final Map<String, Position> positions;
    private final LoadPace pace;

    FileLoader(BlobStore store, RestoreRequest request, Places places, Map<String, Position> positions, LoadPace pace) {
        this.store = store;
        this.request = request;
        this.places = places;
        this.positions = positions;
        this.pace = pace;
    }

    /// Loads what is missing of a file.
    void load(Session session, TablePlan plan, StoredFile file) {
        var start = positions.getOrDefault(file.name(), Position.START);
        if (start.complete()) {
            pace.loaded(start.content().rows(), start.bytes());
            return;
        }
        try (var rows = RowStream.open(store, request.backup(), file)) {
            rows.skipTo(start.bytes());
            pace.loaded(start.content().rows(), start.bytes());
            var from = start;
            do {
                from = loadCut(session, plan, file, rows, from);
            } while (!from.complete());
        }
    }

    private Position loadCut(Session session, TablePlan plan, StoredFile file, RowStream rows, Position from) {
        if (!plan.isTransactional()) {
            send(session, plan.table(), file, rows, Long.MAX_VALUE);
            return move(session, file, rows, from);
        }
        var to = new Position[1];
        session.inTransaction(() -> {
            send(session, plan.table(), file, rows, request.cutBytes());
            to[0] = move(session, file, rows, from);
        });
        return to[0];
    }

    private Position move(Session session, StoredFile file, RowStream rows, Position from) {
        boolean isComplete = rows.isAtEnd();
        if (isComplete) {
            rows.verify();
        }
        var to = new Position(rows.bytes(), rows.content(), isComplete);
        Ledger.move(session, request.backup(), file.name(), from, to);
        return to;
    }

    /// Sends the next rows. LOAD DATA LOCAL never fails on bad data, so what it says is counted.
    private void send(Session session, StoredTable table, StoredFile file, RowStream rows, long max) {
        if (rows.isAtEnd()) {
            return;
        }
        long before = rows.content().rows();
        String sql = table.format()
                .loadData(
                        file.name(), places.work(table.schema()), table.create().name(), file.partition());
        try {
            InputStream cut = pace.watched(rows.cut(max), rows);
            var loaded = session.load("load " + file.name(), sql, cut);
            long sent = rows.content().rows() - before;
            failOnDifference(session, table, file, sent, loaded);
        } catch (IOException e) {
            throw new TransientFailure("cannot read " + file.name() + ": " + e.getMessage(), "Run it again.", e);
        }
    }

    private static void failOnDifference(
            Session session, StoredTable table, StoredFile file, long sent, Session.Loaded loaded) {
        var warnings = loaded.warnings() == 0
                ? List.<String>of()
                : session
                        .query(
                                "read the warnings",
                                "SHOW WARNINGS",
                                row -> row.number(2) == TRUNCATED
                                                && table.format().mayHoldInvalidMembers()
                                        ? ""
                                        : row.text(3))
                        .stream()
                        .filter(warning -> !warning.isEmpty())
                        .toList();
        if (sent != loaded.rows() || !warnings.isEmpty()) {
            throw new CorruptionFailure(
                    "the target does not take the rows of " + table.label() + " as they are: " + file.name() + ": "
                            + sent + " rows sent, " + loaded.rows() + " stored"
                            + (warnings.isEmpty() ? "" : ", warning: " + warnings.getFirst()),
                    "Nothing of it was kept. Check that the table is empty and the target's version and settings.");
        }
    }
}
