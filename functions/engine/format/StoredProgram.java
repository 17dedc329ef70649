package engine.format;

/// A function, procedure, event or trigger: its statement as the server shows it, and the settings under which
/// the server parsed it, which must be the same when it is made again.
public record StoredProgram(Kind kind, String name, String statement, Context context) {

    public enum Kind {
        FUNCTION,
        PROCEDURE,
        EVENT,
        TRIGGER
    }

    /// `databaseCollation` is that of the schema when the program was made; `timeZone` matters to events only.
    public record Context(
            String sqlMode,
            String clientCharset,
            String connectionCollation,
            String databaseCollation,
            String timeZone) {
        /// The same, for a statement that was converted to another character set.
        public Context withClientCharset(String charset) {
            return new Context(sqlMode, charset, connectionCollation, databaseCollation, timeZone);
        }
    }
}
