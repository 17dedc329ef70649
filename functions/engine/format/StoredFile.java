package engine.format;

/// A file that describes, as it was stored, with the SHA-256 of its bytes in hexadecimal.
public record StoredFile(String name, long bytes, String sha256) {}
