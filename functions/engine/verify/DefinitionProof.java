package engine.verify;

import engine.format.CanonicalSql;
import engine.format.CreateTable;
import engine.format.DefinerRule;
import engine.format.ObjectDefinition;
import engine.format.ObjectDefinition.Kind;
import engine.mysql.Definitions;
import engine.mysql.SchemaObjects;
import engine.mysql.Session;
import engine.stored.SealedDump;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Compares definitions on the server with those in the dump.
final class DefinitionProof {
    private final Session session;
    private final Places places;
    private final DefinerRule definers;
    private final Comparison comparison;
    /// Servers of different versions write the same definition differently.
    private final boolean sameVersion;

    DefinitionProof(Session session, Places places, DefinerRule definers, Comparison comparison, boolean sameVersion) {
        this.session = session;
        this.places = places;
        this.definers = definers;
        this.comparison = comparison;
        this.sameVersion = sameVersion;
    }

    /// Compares a table. `expected` is its definition as it should be there.
    void table(String schema, CreateTable expected, SchemaObjects.Table there) {
        var definitions = new Definitions(session);
        var found = CreateTable.parse(definitions.table(there.schema(), there.name()), there.label());
        String label = "table " + schema + "." + expected.name();
        compare(
                label,
                CanonicalSql.of(
                        Kind.TABLE,
                        expected.sql(schema, item -> true, (named, parent) -> named.isEmpty() ? schema : named),
                        false),
                CanonicalSql.of(
                        Kind.TABLE,
                        found.sql(
                                schema,
                                item -> true,
                                (named, parent) -> named.isEmpty() ? schema : places.fromWork(named)),
                        false));
        long counter = counter(expected);
        if (counter > counter(found) && !expected.engine().equalsIgnoreCase("ARCHIVE")) {
            comparison.differs(label, "its counter is at " + counter(found) + " instead of " + counter);
        }
    }

    private static long counter(CreateTable table) {
        return table.autoIncrement().map(Long::parseUnsignedLong).orElse(0L);
    }

    /// Compares schemas, views, routines, triggers and events: none is missing, none other, none more.
    void programs(SealedDump dump, SchemaObjects objects) {
        var expected = expected(dump);
        var found = found(objects);
        expected.forEach((key, definition) -> {
            var there = found.get(key);
            if (there == null) {
                comparison.differs(key.label(), "is missing");
            } else {
                compare(definition, there);
            }
        });
        found.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .forEach(key -> comparison.differs(key.label(), "is not in the backup"));
    }

    private Map<ObjectDefinition.Key, ObjectDefinition> expected(SealedDump dump) {
        var expected = new LinkedHashMap<ObjectDefinition.Key, ObjectDefinition>();
        DumpObjects.of(dump).forEach(object -> expected.put(key(object), object));
        return expected;
    }

    private Map<ObjectDefinition.Key, ObjectDefinition> found(SchemaObjects objects) {
        var found = new LinkedHashMap<ObjectDefinition.Key, ObjectDefinition>();
        var definitions = new Definitions(session);
        for (var schema : objects.schemas()) {
            put(found, Kind.DATABASE, schema.name(), schema.name(), definitions.schema(schema.name()), "");
            for (var view : schema.views()) {
                var shown = definitions.view(schema.name(), view.name());
                String context = ObjectDefinition.context(shown.context(), "");
                put(found, Kind.VIEW, schema.name(), view.name(), shown.statement(), context);
            }
            for (var program : schema.programs()) {
                var shown = definitions.program(schema.name(), program);
                String context = ObjectDefinition.context(shown.context(), schema.collation());
                put(found, Kind.valueOf(shown.kind().name()), schema.name(), shown.name(), shown.statement(), context);
            }
        }
        return found;
    }

    private void put(
            Map<ObjectDefinition.Key, ObjectDefinition> found,
            Kind kind,
            String schema,
            String name,
            String statement,
            String context) {
        var object = new ObjectDefinition(kind, schema, name, statement, context);
        found.put(key(object), object);
    }

    private ObjectDefinition.Key key(ObjectDefinition object) {
        return places.lowerCase()
                ? new ObjectDefinition.Key(
                        object.kind(),
                        object.schema().toLowerCase(Locale.ROOT),
                        object.name().toLowerCase(Locale.ROOT))
                : object.key();
    }

    private void compare(ObjectDefinition expected, ObjectDefinition found) {
        String label = expected.key().label();
        boolean anySecurity = definers instanceof DefinerRule.Invoker;
        String wanted = definers.apply(expected.statement());
        compare(
                label,
                CanonicalSql.of(expected.kind(), wanted, anySecurity) + " " + expected.context(),
                CanonicalSql.of(found.kind(), found.statement(), anySecurity) + " " + found.context());
        String definer = DefinerRule.definerOf(wanted);
        String there = DefinerRule.definerOf(found.statement());
        if (!definer.isEmpty() && !definer.equals(there)) {
            comparison.differs(label, "runs as " + there + " instead of " + definer);
        }
    }

    private void compare(String label, String expected, String found) {
        boolean isEqual = places.lowerCase()
                ? CanonicalSql.withLowerNames(expected).equals(CanonicalSql.withLowerNames(found))
                : expected.equals(found);
        if (isEqual) {
            return;
        }
        String text = "is defined otherwise: " + excerpt(found, expected) + " instead of " + excerpt(expected, found);
        if (sameVersion) {
            comparison.differs(label, text);
        } else {
            comparison.cannotTell(label, text);
        }
    }

    /// Some of a text from where it begins to differ.
    private static String excerpt(String text, String other) {
        int at = 0;
        while (at < Math.min(text.length(), other.length()) && text.charAt(at) == other.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - 20);
        return "\"" + text.substring(from, Math.min(text.length(), from + 100)) + "\"";
    }
}
