package engine.mysql;

import base.Deadline;
import java.util.List;
import java.util.Map;

/// The server to dump, inspected: what it is, what the account may do, and what is defined. Nothing is locked
/// yet.
public record Source(Sessions sessions, Server server, Account account, SchemaObjects objects) {

    /// Inspects the server and demands every grant that the dump needs. `schemas` empty means all but the
    /// server's own.
    public static Source inspect(Sessions sessions, List<String> schemas, boolean users) {
        try (Session session = sessions.open()) {
            var server = Server.inspect(session);
            var account = Account.inspect(session, server);
            var reader = new ObjectReader(session, server);
            var chosen = reader.chosen(schemas);
            account.demand(server, chosen, schemas.isEmpty(), users);
            return new Source(sessions, server, account, reader.read(chosen));
        }
    }

    /// The tables' estimated sizes, by schema and name.
    public Map<String, SchemaObjects.TableSize> sizes() {
        try (Session session = sessions.open()) {
            return new ObjectReader(session, server)
                    .sizes(objects.schemas().stream()
                            .map(SchemaObjects.Schema::name)
                            .toList());
        }
    }

    /// See {@link Snapshot}.
    public Snapshot freeze(int readers, Deadline deadline) {
        return Snapshot.freeze(sessions, this, readers, deadline);
    }
}
