package engine.format;

/// How a column's bytes stand in a data file.
public enum FieldEncoding {
    /// As they are: numbers and dates, which never hold a byte that needs escaping.
    PLAIN,
    /// UTF-8 text, with the bytes that mean something to LOAD DATA escaped by a backslash.
    TEXT,
    /// Base64 of the raw bytes, in one line: everything that is not text, or whose text does not survive UTF-8.
    BASE64
}
