package engine.format;

/// A data file as it was stored: its rows and their hash, its size before and after compression, the bytes of
/// its longest value in base64 (before encoding), and the SHA-256 of the stored bytes in hexadecimal.
public record DataFile(
        String name, ContentHash content, long bytes, long storedBytes, long longestBinary, String sha256) {}
