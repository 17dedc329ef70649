package engine.format;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// File names for schemas and tables, by MySQL Shell's rule, unique within one dump.
///
/// Shell cuts names at 225 characters. Names are cut at 225 *bytes* here, since a file system allows 255 bytes
/// and a loader never decodes a file name: it looks every name up in the maps of the metadata.
public final class Basenames {
    private static final int BYTES_MAX = 225;
    private static final String PLAIN = "-._~";

    private final Set<String> taken = new HashSet<>();

    /// The basename of a schema. Each call takes a new name.
    public String schema(String schema) {
        return unique(encoded(schema));
    }

    /// The basename of a table or view. Each call takes a new name.
    public String table(String schema, String table) {
        return unique(encoded(schema) + '@' + encoded(table));
    }

    /// Percent-encodes every ASCII character but letters, digits and `-._~`; other characters stay as they are.
    static String encoded(String name) {
        var encoded = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x80 || isAsciiLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format("%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    private static boolean isAsciiLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private String unique(String name) {
        String cut = cut(name);
        String candidate = cut.equals(name) ? name : cut + '0';
        for (int counter = 1; !taken.add(candidate); counter++) {
            candidate = cut + counter;
        }
        return candidate;
    }

    private static String cut(String name) {
        int bytes = 0;
        for (int i = 0; i < name.length(); ) {
            int codePoint = name.codePointAt(i);
            bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > BYTES_MAX) {
                return name.substring(0, i);
            }
            i += Character.charCount(codePoint);
        }
        return name;
    }
}
