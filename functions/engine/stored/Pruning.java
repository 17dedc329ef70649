package engine.stored;

import base.Failure;
import base.RefusedFailure;
import engine.format.DumpIds;
import engine.storage.BlobStore;
import java.time.Clock;
import java.util.List;

/// Deletes backups that nobody needs any more. The seal goes first, so that whatever is interrupted leaves a
/// folder that nobody takes for a backup, and that can be deleted later.
public final class Pruning {
    private final BlobStore store;
    private final Survey survey;
    private final Holds holds;

    public Pruning(BlobStore store, Clock clock) {
        this.store = store;
        this.survey = new Survey(store, clock);
        this.holds = new Holds(store, clock);
    }

    /// What became of a backup that was to be deleted.
    public sealed interface Outcome {
        /// It is gone.
        record Deleted() implements Outcome {}

        /// It is as it was, since it is needed after all.
        record Held(String why) implements Outcome {}

        /// It is as it was, or left without its seal.
        record Failed(Failure failure) implements Outcome {}
    }

    /// What is there, newest first. Folders whose names are no ids of dumps are not ours, and not among them.
    public List<Survey.Found> look() {
        return survey.look();
    }

    /// Deletes a backup unless something holds it. May be done again, and goes on where it failed.
    public Outcome delete(String id) {
        if (!DumpIds.isId(id)) {
            throw new RefusedFailure(
                    "\"" + id + "\" is no id of a backup, so it is not deleted",
                    "`lifeboat backups` lists what is there; remove anything else by hand.");
        }
        try {
            return new Deletion(store, holds, id).run();
        } catch (Failure failure) {
            return new Outcome.Failed(failure);
        }
    }
}
