package engine.load;

import engine.format.ObjectDefinition.Kind;
import engine.format.ScriptObjects;
import engine.format.Sql;
import engine.mysql.Session;
import engine.stored.StoredSchema;
import engine.verify.Places;
import java.util.Optional;

/// Makes schemas. May run again.
final class SchemaMaker {
    private final Session session;
    private final Places places;

    SchemaMaker(Session session, Places places) {
        this.session = session;
        this.places = places;
    }

    /// The schema into which the tables go, and the one that the application uses, with the dump's character
    /// set and collation.
    void make(StoredSchema schema) {
        String options = options(schema).orElse("");
        create(places.work(schema.name()), options);
        create(places.live(schema.name()), options);
        if (!places.beside()) {
            adjust(schema);
        }
    }

    private void create(String name, String options) {
        session.execute(
                "make the schema " + name, "CREATE DATABASE IF NOT EXISTS " + Sql.identifier(name) + " " + options);
    }

    /// Gives a schema that was there the dump's character set and collation.
    void adjust(StoredSchema schema) {
        options(schema)
                .filter(options -> !options.isBlank())
                .ifPresent(options -> session.execute(
                        "alter the schema " + schema.name(),
                        "ALTER DATABASE " + Sql.identifier(places.live(schema.name())) + " " + options));
    }

    /// What the dump's CREATE DATABASE says after the name.
    private static Optional<String> options(StoredSchema schema) {
        return ScriptObjects.of(schema.name(), schema.script()).stream()
                .filter(object -> object.kind() == Kind.DATABASE)
                .findFirst()
                .map(object -> object.statement().replaceFirst("(?s)^[^`]*`(?:[^`]|``)*`", ""));
    }
}
