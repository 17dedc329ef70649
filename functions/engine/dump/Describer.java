package engine.dump;

import static java.util.stream.Collectors.toSet;

import engine.format.Basenames;
import engine.format.FileNames;
import engine.format.Metadata;
import engine.format.Note;
import engine.format.Scripts;
import engine.format.StoredProgram;
import engine.format.TableFormat;
import engine.mysql.ColumnRead;
import engine.mysql.Definitions;
import engine.mysql.SchemaObjects;
import engine.mysql.Server;
import engine.mysql.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// Writes the scripts and metadata of schemas, tables, views and programs. Its methods run on several threads,
/// each with a session of its own.
final class Describer {
    private final DumpFolder folder;
    private final boolean hasRealJson;
    private final Map<String, String> schemaBasenames = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> basenames = new LinkedHashMap<>();
    private final Queue<Note> notes = new ConcurrentLinkedQueue<>();
    private final Queue<String> invalidViews = new ConcurrentLinkedQueue<>();

    /// Gives every schema, table and view its basename.
    Describer(DumpFolder folder, Server server, SchemaObjects objects) {
        this.folder = folder;
        this.hasRealJson = server.isMySql();
        var names = new Basenames();
        for (var schema : objects.schemas()) {
            schemaBasenames.put(schema.name(), names.schema(schema.name()));
            var inSchema = new LinkedHashMap<String, String>();
            schema.tables().forEach(table -> inSchema.put(table.name(), names.table(schema.name(), table.name())));
            schema.views().forEach(view -> inSchema.put(view.name(), names.table(schema.name(), view.name())));
            basenames.put(schema.name(), inSchema);
        }
    }

    Map<String, String> schemaBasenames() {
        return schemaBasenames;
    }

    String basename(String schema, String tableOrView) {
        return basenames.getOrDefault(schema, Map.of()).getOrDefault(tableOrView, "");
    }

    List<Note> notes() {
        return List.copyOf(notes);
    }

    /// A schema, its programs and its views.
    void schema(Session session, SchemaObjects.Schema schema) {
        var definitions = new Definitions(session, hasRealJson);
        var programs = schema.programs().stream()
                .filter(program -> program.table().isEmpty())
                .map(program -> definitions.program(schema.name(), program))
                .toList();
        var views = schema.views().stream()
                .filter(view -> view(definitions, schema.name(), view))
                .map(SchemaObjects.View::name)
                .toList();
        var tables = schema.tables().stream().map(SchemaObjects.Table::name).toList();
        var names = new LinkedHashMap<>(basenames.getOrDefault(schema.name(), Map.of()));
        names.keySet().retainAll(Stream.concat(tables.stream(), views.stream()).collect(toSet()));
        String basename = schemaBasenames.getOrDefault(schema.name(), "");
        folder.writeLater(FileNames.metadata(basename), Metadata.schema(schema.name(), tables, views, programs, names));
        folder.writeLater(
                FileNames.script(basename),
                Scripts.schema(schema.name(), schema.collation(), definitions.schema(schema.name()), programs));
    }

    /// Writes a view's scripts and returns true, or keeps an invalid view's statement aside, where no loader
    /// trips over it, and returns false.
    private boolean view(Definitions definitions, String schema, SchemaObjects.View view) {
        var problem = definitions.problemOf(schema, view.name());
        boolean isInvalid = problem.isPresent() && !problem.get().definerIsMissing()
                || view.columns().isEmpty();
        problem.ifPresent(found -> notes.add(new Note(
                isInvalid ? Note.Kind.INVALID_VIEW : Note.Kind.MISSING_DEFINER,
                schema + "." + view.name(),
                found.text())));
        var definition = definitions.view(schema, view.name());
        String script = Scripts.view(schema, view.name(), definition.statement(), definition.context());
        if (isInvalid) {
            invalidViews.add(script);
            return false;
        }
        String basename = basename(schema, view.name());
        folder.writeLater(FileNames.standIn(basename), Scripts.standIn(schema, view.name(), view.columns()));
        folder.writeLater(FileNames.script(basename), script);
        return true;
    }

    /// A table and its triggers, and what no file can carry of it.
    void table(Session session, SchemaObjects.Schema schema, SchemaObjects.Table table) {
        notes.addAll(Audit.rows(session, table, hasRealJson));
        var definitions = new Definitions(session, hasRealJson);
        var triggers = schema.triggersOf(table).stream()
                .map(trigger -> definitions.program(schema.name(), trigger))
                .toList();
        String basename = basename(schema.name(), table.name());
        folder.writeLater(
                FileNames.metadata(basename), Metadata.table(format(table, triggers, definitions.histograms(table))));
        folder.writeLater(
                FileNames.script(basename),
                Scripts.table(schema.name(), definitions.table(schema.name(), table.name())));
        if (!triggers.isEmpty()) {
            folder.writeLater(
                    FileNames.triggers(basename), Scripts.triggers(schema.name(), schema.collation(), triggers));
        }
    }

    private static TableFormat format(
            SchemaObjects.Table table, List<StoredProgram> triggers, Map<String, Long> histograms) {
        var reads = ColumnRead.of(table);
        var decoders = new LinkedHashMap<String, String>();
        for (ColumnRead read : reads) {
            read.decoder().ifPresent(decoder -> decoders.put(read.column(), decoder));
        }
        return new TableFormat(
                table.schema(),
                table.name(),
                reads.stream().map(ColumnRead::column).toList(),
                decoders,
                table.primaryKey(),
                triggers.stream().map(StoredProgram::name).toList(),
                histograms);
    }

    /// Stores the statements of invalid views, if there are any.
    void writeInvalidViews() {
        var scripts = new ArrayList<>(invalidViews);
        if (!scripts.isEmpty()) {
            scripts.sort(null);
            folder.writeLater(FileNames.INVALID_VIEWS, String.join("\n", scripts));
        }
    }
}
