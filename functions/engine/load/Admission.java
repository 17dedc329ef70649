package engine.load;

import static java.util.stream.Collectors.joining;

import base.RefusedFailure;
import engine.format.Sql;
import engine.mysql.Session;
import engine.stored.SealedDump;
import engine.verify.Places;
import engine.verify.SourceIdentity;
import java.util.List;

/// Decides where a restore may put its schemas, or refuses it: never into the source, never over data without
/// being told to.
record Admission(SealedDump dump, Target target, Ledger ledger, Session control, RestoreRequest request) {

    /// Where everything goes. Changes nothing.
    Places places() {
        refuseTheSource();
        ledger.refuseTheOpenSite();
        boolean lower = target.lowersNames();
        var direct = new Places(dump.schemaNames(), false, lower);
        var begun = ledger.unfinished(dump.id(), direct);
        if (begun.isPresent()) {
            return new Places(dump.schemaNames(), begun.get().beside(), lower);
        }
        var held = dump.schemaNames().stream()
                .map(direct::live)
                .filter(this::holdsAnything)
                .toList();
        if (!held.isEmpty() && !request.replace()) {
            throw held(held);
        }
        refuseChildrenElsewhere(held);
        return new Places(dump.schemaNames(), !held.isEmpty(), lower);
    }

    /// Foreign keys follow a table that is moved away, and would stay with the old one.
    private void refuseChildrenElsewhere(List<String> held) {
        if (held.isEmpty()) {
            return;
        }
        String ours = held.stream().map(Sql::string).collect(joining(", ", "(", ")"));
        var children = control.query(
                "look for foreign keys from other schemas",
                "SELECT CONCAT(CONSTRAINT_SCHEMA, '.', TABLE_NAME) FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE"
                        + " UNIQUE_CONSTRAINT_SCHEMA IN " + ours + " AND CONSTRAINT_SCHEMA NOT IN " + ours
                        + " AND CONSTRAINT_SCHEMA NOT LIKE 'lifeboat\\_\\_%' ORDER BY 1 LIMIT 10",
                row -> row.text(1));
        if (!children.isEmpty()) {
            throw new RefusedFailure(
                    "tables of other schemas point at those that would be replaced: " + String.join(", ", children),
                    "Drop their foreign keys on the target first, or restore their schemas too.");
        }
    }

    private void refuseTheSource() {
        if (SourceIdentity.isOf(dump, target.server().uuid())) {
            throw new RefusedFailure(
                    "the target is the server that the backup was made of, or one that it replicates from",
                    "Restore to another server; then copy what you need from there.");
        }
        if (dump.serverUuid().isEmpty() && request.replace()) {
            throw new RefusedFailure(
                    "the dump does not say which server it was made of, so it replaces nothing",
                    "Restore it to a server without these schemas.");
        }
    }

    private boolean holdsAnything(String schema) {
        String name = Sql.string(schema);
        return control.first(
                        "look at the schema " + schema,
                        "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = " + name
                                + " UNION ALL SELECT 1 FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = " + name
                                + " UNION ALL SELECT 1 FROM information_schema.EVENTS WHERE EVENT_SCHEMA = " + name
                                + " LIMIT 1",
                        row -> true)
                .orElse(false);
    }

    private RefusedFailure held(List<String> schemas) {
        String other = ledger.restores().stream()
                .filter(restore -> restore.state() != Ledger.State.DONE)
                .map(restore -> " (the restore of " + restore.backup() + " was begun there)")
                .collect(joining());
        return new RefusedFailure(
                "the target holds " + String.join(", ", schemas) + " already" + other,
                "Use --replace to put the backup into their place, or another target.");
    }
}
