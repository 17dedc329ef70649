package engine.dump;

import static java.util.stream.Collectors.joining;

import base.TransientFailure;
import engine.format.DataFile;
import engine.format.FileNames;
import engine.format.RowSink;
import engine.format.Sql;
import engine.format.TsvEncoder;
import engine.mysql.ColumnRead;
import engine.mysql.SchemaObjects;
import engine.mysql.Session;
import engine.storage.BlobStore;
import java.io.IOException;
import java.util.List;

/// Copies the rows of one chunk from a session into one blob, as they stream.
final class ChunkCopier {
    private final BlobStore store;
    private final String folder;
    private final int level;
    private final Pace pace;

    ChunkCopier(BlobStore store, String folder, int level, Pace pace) {
        this.store = store;
        this.folder = folder;
        this.level = level;
        this.pace = pace;
    }

    DataFile copy(Session session, Chunk chunk, String basename) {
        String name = FileNames.data(basename, chunk.index(), chunk.last());
        var columns = reads(chunk.table());
        try (var blob = new CompressedBlob(store.create(folder + "/" + name), level)) {
            var encodings = columns.stream().map(ColumnRead::encoding).toList();
            var encoder = new TsvEncoder(encodings, blob.stream());
            session.stream("read " + chunk.table().label(), query(chunk, columns), counted(encoder));
            encoder.flush();
            blob.commit();
            return new DataFile(name, encoder.content(), encoder.bytes(), blob.storedBytes(), blob.sha256Hex());
        } catch (IOException e) {
            throw new TransientFailure("cannot write " + name + ": " + e.getMessage(), "Run the backup again.", e);
        }
    }

    /// How each stored column of a table is read, in order.
    static List<ColumnRead> reads(SchemaObjects.Table table) {
        return table.storedColumns().stream().map(ColumnRead::of).toList();
    }

    private static String query(Chunk chunk, List<ColumnRead> columns) {
        var table = chunk.table();
        String key = chunk.keyName().isEmpty() ? "" : " FORCE INDEX (" + Sql.identifier(chunk.keyName()) + ")";
        String where = chunk.predicate().isEmpty() ? "" : " WHERE " + chunk.predicate();
        return "SELECT " + columns.stream().map(ColumnRead::expression).collect(joining(", ")) + " FROM "
                + Sql.identifier(table.schema(), table.name()) + key + where;
    }

    /// Tells the pace about every batch of rows.
    private RowSink counted(TsvEncoder encoder) {
        return new RowSink() {
            private static final long BATCH = 1 << 18;
            private long rowsTold;
            private long bytesTold;

            @Override
            public void nullField(int column) {
                encoder.nullField(column);
            }

            @Override
            public void field(int column, byte[] buffer, int offset, int length) throws IOException {
                encoder.field(column, buffer, offset, length);
            }

            @Override
            public void part(int column, byte[] buffer, int offset, int length, boolean last) throws IOException {
                encoder.part(column, buffer, offset, length, last);
            }

            @Override
            public void endRow() throws IOException {
                encoder.endRow();
                if (encoder.bytes() - bytesTold >= BATCH) {
                    tell();
                }
            }

            @Override
            public void end() {
                tell();
            }

            private void tell() {
                long rows = encoder.content().rows();
                long bytes = encoder.bytes();
                pace.copied(rows - rowsTold, bytes - bytesTold);
                rowsTold = rows;
                bytesTold = bytes;
            }
        };
    }
}
