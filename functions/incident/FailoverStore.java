package incident;

import java.util.List;
import java.util.Optional;

/// Where failovers of one site are kept. Reads are consistent; every write is conditional on what was read.
/// Methods throw a {@link base.Failure}.
public interface FailoverStore {
    /// The lease, and the version of what was read; version 0 is "never written".
    Versioned<Lease> lease(Failover.Kind kind);

    Optional<Versioned<Failover>> find(String id);

    /// Every one, newest first.
    List<Failover> list();

    /// Changes a failover. False if it is not of that version any more; nothing is written then.
    boolean replace(Versioned<Failover> before, Failover after);

    /// Changes the lease alone. False if it is not of that version any more.
    boolean replace(Failover.Kind kind, Versioned<Lease> before, Lease after);

    /// Changes the lease and writes a failover, both or nothing. `failoverBefore` is empty for a new one. False if
    /// one of them is not of its version any more.
    boolean replaceBoth(
            Versioned<Lease> leaseBefore, Lease lease, Optional<Versioned<Failover>> failoverBefore, Failover failover);

    /// Keeps a question, in the place of one that the same step asked before.
    void ask(Question question);

    /// What the steps of a failover wait for, oldest first.
    List<Question> questions(String failover);

    /// Forgets a question that was answered. May be repeated.
    void forget(Question question);

    /// Something that was read, with the version that it had.
    record Versioned<T>(T value, long version) {}
}
