package engine.verify;

import engine.format.ObjectDefinition;
import engine.format.ScriptObjects;
import engine.stored.SealedDump;
import java.util.stream.Stream;

/// The objects that the scripts of a dump make, apart from tables.
final class DumpObjects {
    private DumpObjects() {}

    static Stream<ObjectDefinition> of(SealedDump dump) {
        var schemas =
                dump.schemas().stream().flatMap(schema -> ScriptObjects.of(schema.name(), schema.script()).stream());
        var views = dump.views().flatMap(view -> ScriptObjects.of(view.schema(), view.script()).stream());
        var triggers = dump.tables().flatMap(table -> ScriptObjects.of(table.schema(), table.triggers()).stream());
        return Stream.of(schemas, views, triggers).flatMap(objects -> objects);
    }
}
