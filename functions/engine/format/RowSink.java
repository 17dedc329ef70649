package engine.format;

import java.io.IOException;

/// Takes the fields of rows in order, as the server sent them. A field comes whole, or in parts when it is
/// larger than the reader's buffer, so that a row of any size passes through constant memory. Not for several
/// threads.
public interface RowSink {
    /// A field that is NULL.
    void nullField(int column) throws IOException;

    /// A whole field. The bytes are valid during the call only.
    void field(int column, byte[] buffer, int offset, int length) throws IOException;

    /// The next part of a large field; `last` ends it. Parts of one field are never mixed with anything else.
    void part(int column, byte[] buffer, int offset, int length, boolean last) throws IOException;

    /// The end of a row.
    void endRow() throws IOException;

    /// The end of the rows; not called when reading fails.
    default void end() throws IOException {}
}
