package engine.mysql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The storage engines in which a server makes tables, in lower case.
public record StorageEngines(Set<String> names) {

    /// Asks the server. What it has but was told not to use counts as absent.
    public static StorageEngines of(Session session) {
        var names = new HashSet<>(session.query(
                "list the storage engines",
                "SELECT ENGINE FROM information_schema.ENGINES WHERE SUPPORT IN ('YES', 'DEFAULT')",
                row -> row.text(1).toLowerCase(Locale.ROOT)));
        String disabled = Server.variable(session, "disabled_storage_engines").orElse("");
        List.of(disabled.toLowerCase(Locale.ROOT).split(",")).forEach(names::remove);
        return new StorageEngines(names);
    }

    /// Whether the server has the engine. No name means the server's own choice.
    public boolean has(String engine) {
        return engine.isEmpty() || names.contains(engine.toLowerCase(Locale.ROOT));
    }
}
