package engine.dump;

import base.TransientFailure;
import engine.format.CountedRows;
import engine.format.DataFile;
import engine.format.FileNames;
import engine.format.TsvEncoder;
import engine.mysql.Chunk;
import engine.mysql.ColumnRead;
import engine.mysql.Session;
import engine.storage.BlobStore;
import java.io.IOException;

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
        var columns = ColumnRead.of(chunk.table());
        try (var blob = new CompressedBlob(store.create(folder + "/" + name), level)) {
            var encodings = columns.stream().map(ColumnRead::encoding).toList();
            var encoder = new TsvEncoder(encodings, blob.stream());
            session.stream(
                    "read " + chunk.table().label(), chunk.query(columns), new CountedRows(encoder, pace::copied));
            encoder.flush();
            blob.commit();
            return new DataFile(
                    name,
                    encoder.content(),
                    encoder.bytes(),
                    blob.storedBytes(),
                    encoder.longestBinary(),
                    blob.sha256Hex());
        } catch (IOException e) {
            throw new TransientFailure("cannot write " + name + ": " + e.getMessage(), "Run the backup again.", e);
        }
    }
}
