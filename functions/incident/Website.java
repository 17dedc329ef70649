package incident;

import base.Version;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The documents of the website where they are written. Nothing is ever written without a condition, and nothing is
/// deleted.
///
/// Every operation may throw a {@link base.TransientFailure}; after that, a write may have happened or not.
public interface Website {
    /// What a writer says of what it wrote: the content's hash, by which a change by hand is found, and its version.
    record Stamp(String sha256, String version) {
        /// The version is the time of writing, and the tool's.
        public static Stamp of(Document document, Clock clock) {
            var at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            return new Stamp(document.sha256(), at + " " + Version.TOOL);
        }

        /// Whether it speaks of this content.
        public boolean isOf(Document document) {
            return sha256.equals(document.sha256());
        }
    }

    /// A document, its stamp if it has one, and the mark of the very write that made it.
    record Found(Document document, Optional<Stamp> stamp, String etag) {
        /// Whether it is as Lifeboat wrote it.
        public boolean isOurs() {
            return stamp.filter(found -> found.isOf(document)).isPresent();
        }

        /// What its writer calls it.
        public String version() {
            return stamp.map(Stamp::version).orElse("-");
        }
    }

    /// The document now, or none.
    Optional<Found> read(String name);

    /// Writes a document where there is none. False, and nothing written, if there is one.
    boolean create(String name, Document document, Stamp stamp);

    /// Puts a document in the place of the one with that mark. False, and nothing written, if that one is gone.
    boolean replace(String name, Document document, Stamp stamp, String etag);
}
