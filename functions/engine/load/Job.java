package engine.load;

import engine.mysql.Session;
import engine.stored.SealedDump;
import engine.verify.Places;

/// A restore that was admitted: the dump, the server that takes it, what that remembers, and where everything
/// goes. `control` is the session that holds the lock.
record Job(SealedDump dump, Target target, Ledger ledger, Places places, Session control) {

    String id() {
        return dump.id();
    }

    /// Whether an earlier attempt had everything loaded and verified, and began to change over.
    boolean isChanging() {
        return ledger.unfinished(id(), places)
                .filter(restore -> restore.state() == Ledger.State.CHANGING)
                .isPresent();
    }
}
