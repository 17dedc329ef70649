package incident;

import java.util.Optional;

/// Where the last rehearsal of one site is kept. Methods throw a {@link base.Failure}.
public interface ReadinessStore {
    /// The newest, or none if there was no rehearsal yet.
    Optional<Readiness> last();

    /// Keeps it in the place of an older one. False, and nothing written, if a newer one, or this very one, is there.
    boolean keep(Readiness readiness);
}
