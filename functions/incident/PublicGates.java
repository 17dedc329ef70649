package incident;

import java.util.Optional;

/// The gates as Route 53 sees them: through the website, without any login.
public interface PublicGates {
    /// The state that is served, or none if the website says that there is none. Whatever is neither is a
    /// {@link base.TransientFailure}, or a {@link base.CorruptionFailure} if it is a text of somebody else.
    Optional<GateState> look(Gate gate);
}
