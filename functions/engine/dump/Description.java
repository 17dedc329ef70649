package engine.dump;

import base.Version;
import engine.format.DumpHead;
import engine.format.FileNames;
import engine.format.Manifest;
import engine.format.Metadata;
import engine.format.Note;
import engine.mysql.Server;
import engine.mysql.Session;
import engine.mysql.Sessions;
import engine.mysql.Source;
import engine.storage.MemoryBlobStore;
import engine.stored.DumpReader;
import engine.stored.SealedDump;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a dump of a server would say about itself, without its rows: nothing is locked and nothing is stored.
public final class Description {
    private static final String ID = "description";

    private Description() {}

    /// Describes these schemas, or all if none is named.
    public static SealedDump of(Sessions sessions, List<String> schemas) {
        var source = Source.inspect(sessions, schemas, false);
        var store = new MemoryBlobStore();
        try (var session = sessions.open();
                var folder = new DumpFolder(store, ID)) {
            var describer = new Describer(folder, source.server(), source.objects());
            var head = head(source.server());
            folder.writeLater(
                    FileNames.GLOBAL, Metadata.global(head, describer.schemaBasenames(), List.of(), false, 1));
            describe(source, describer, folder, session);
            folder.files();
            folder.write(FileNames.DONE, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            var notes = new ArrayList<Note>(describer.notes());
            notes.addAll(Audit.definitions(source.objects()));
            notes.addAll(Audit.server(session, source.server().isMySql()));
            return withNotes(
                    DumpReader.read(store, ID), new Manifest(head, head.startedAt(), List.of(), List.of(), notes));
        }
    }

    private static DumpHead head(Server server) {
        return new DumpHead(
                ID, "", "", Instant.EPOCH, Instant.EPOCH, server.version(), server.uuid(), "", "", 0, "", Version.TOOL);
    }

    private static void describe(Source source, Describer describer, DumpFolder folder, Session session) {
        for (var schema : source.objects().schemas()) {
            describer.schema(session, schema);
            for (var table : schema.tables()) {
                describer.table(session, schema, table);
                if (!table.storedColumns().isEmpty()) {
                    String basename = describer.basename(schema.name(), table.name());
                    folder.writeLater(FileNames.data(basename, 0, true), new byte[0]);
                }
            }
        }
    }

    private static SealedDump withNotes(SealedDump dump, Manifest manifest) {
        return new SealedDump(
                dump.id(),
                dump.serverVersion(),
                manifest.head().serverUuid(),
                dump.charset(),
                dump.utc(),
                dump.schemas(),
                dump.users(),
                Optional.of(manifest));
    }
}
