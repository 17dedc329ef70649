package incident;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What the website serves under a name: bytes, and how they are served.
public final class Document {
    private static final String NOT_KEPT = "no-store";

    private final byte[] bytes;
    private final String type;
    private final String caching;

    /// `type` and `caching` are the headers `Content-Type` and `Cache-Control`; empty if there is none.
    public Document(byte[] bytes, String type, String caching) {
        this.bytes = bytes.clone();
        this.type = type;
        this.caching = caching;
    }

    /// A page that nothing on the way may keep, so that nobody sees it after the incident.
    public static Document page(byte[] html) {
        return new Document(html, "text/html; charset=utf-8", NOT_KEPT);
    }

    /// A text for the page's script, which nothing may keep either.
    public static Document json(byte[] json) {
        return new Document(json, "application/json", NOT_KEPT);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public String type() {
        return type;
    }

    public String caching() {
        return caching;
    }

    /// Of the bytes alone, in hexadecimal.
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether a browser gets the same in the same way.
    public boolean isServedLike(Document other) {
        return sha256().equals(other.sha256()) && type.equals(other.type) && caching.equals(other.caching);
    }
}
