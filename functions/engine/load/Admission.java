package engine.load;

import static java.util.stream.Collectors.joining;

import base.RefusedFailure;
import engine.format.Sql;
import engine.mysql.Session;
import engine.stored.SealedDump;
import engine.verify.Places;
import java.util.List;

/// Decides where a restore may put its schemas, or refuses it: never into the source, never over data without
/// being told to.
record Admission(SealedDump dump, Target target, Ledger ledger, Session control, RestoreRequest request) {

    /// Where everything goes. Changes nothing.
    Places places() {
        refuseTheSource();
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
        return new Places(dump.schemaNames(), !held.isEmpty(), lower);
    }

    private void refuseTheSource() {
        if (!dump.serverUuid().isEmpty()
                && dump.serverUuid().equals(target.server().uuid())) {
            throw new RefusedFailure(
                    "the target is the server that the backup was made of",
                    "Restore to another server; then copy what you need from there.");
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
