package testkit.fake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// A signed token: its header and its claims, and the text that carries them.
record Jwt(Map<String, Object> header, Map<String, Object> claims, String text) {
    private static final Map<String, String> ALGORITHMS =
            Map.of("RS256", "SHA256withRSA", "ES384", "SHA384withECDSAinP1363Format");

    /// Signs claims. The algorithm is RS256 or ES384.
    static String sign(String algorithm, String keyId, PrivateKey key, Map<String, ?> claims) {
        String content = encoded(Map.of("typ", "JWT", "alg", algorithm, "kid", keyId)) + "." + encoded(claims);
        try {
            var signature = Signature.getInstance(String.valueOf(ALGORITHMS.get(algorithm)));
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes a token apart; empty if it is none.
    static Optional<Jwt> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        return decoded(parts[0]).flatMap(header -> decoded(parts[1]).map(claims -> new Jwt(header, claims, text)));
    }

    String header(String name) {
        return String.valueOf(header.get(name));
    }

    String claim(String name) {
        return String.valueOf(claims.get(name));
    }

    long seconds(String name) {
        return claims.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /// Whether the owner of the key has signed it, with RS256.
    boolean signedBy(PublicKey key) {
        int end = text.lastIndexOf('.');
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(text.substring(0, end).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(text.substring(end + 1)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static String encoded(Map<String, ?> json) {
        return base64(JsonText.write(json).getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<Map<String, Object>> decoded(String part) {
        try {
            return JsonText.read(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
