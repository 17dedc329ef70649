package engine.format;

/// Something about the dump that a person should know: an object that is kept but broken, or a thing that no
/// dump of this kind can keep. `object` is the qualified name.
public record Note(Kind kind, String object, String text) {

    public enum Kind {
        /// A view whose tables or columns are gone. Its statement is in `@.lifeboat.invalid-views.sql`.
        INVALID_VIEW,
        /// The account that an object runs as does not exist.
        MISSING_DEFINER,
        /// A value or name that text cannot carry.
        NOT_KEPT,
        /// The table's engine has no snapshots; it was read under a lock instead.
        NOT_TRANSACTIONAL
    }
}
