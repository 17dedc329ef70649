package engine.stored;

import base.Failure;
import java.util.Optional;

/// Keeps a backup from being deleted while somebody reads it. One that could not be put keeps nothing, and says
/// so: whoever may only read the store can still restore.
public final class Lease implements AutoCloseable {
    private final Optional<Failure> problem;
    private final Runnable end;

    private Lease(Optional<Failure> problem, Runnable end) {
        this.problem = problem;
        this.end = end;
    }

    static Lease endingBy(Runnable end) {
        return new Lease(Optional.empty(), end);
    }

    static Lease missing(Failure problem) {
        return new Lease(Optional.of(problem), () -> {});
    }

    /// Why the backup may be deleted although it is read, if that is so.
    public Optional<String> problem() {
        return problem.map(failure -> "nothing keeps it from being deleted meanwhile: " + failure.summary());
    }

    /// Never fails: a lease that stays behind expires.
    @Override
    public void close() {
        try {
            end.run();
        } catch (Failure leftToExpire) {
            return;
        }
    }
}
