package incident;

import java.util.Optional;

/// The gates where they are written. Nothing is ever written without a condition, and nothing is deleted.
///
/// Every operation may throw a {@link base.TransientFailure}; after that, a write may have happened, not have
/// happened, or still happen.
public interface GateStore {
    /// A state, and the mark of the very write that made it.
    record Versioned(GateState state, String etag) {}

    /// The state now, or none if the gate was never written. Content that is not a state is a
    /// {@link base.CorruptionFailure}.
    Optional<Versioned> read(Gate gate);

    /// Writes the first state. False, and nothing written, if there is one.
    boolean create(Gate gate, GateState state);

    /// Puts a state in the place of the one with that mark. False, and nothing written, if that one is gone.
    boolean replace(Gate gate, GateState state, String etag);
}
