package cli;

import base.ConfigurationFailure;
import base.RefusedFailure;
import incident.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Where a maintenance page comes from, and whether it can be one.
final class PageSource {
    private static final String BUILT_IN = "/edge/page/index.html";
    private static final int LENGTH_MAX = 1_000_000;

    /// What a browser loads by itself. A link that a visitor may follow is none of it.
    private static final Pattern ELSEWHERE = Pattern.compile(
            "(?:\\b(?:src|srcset|poster|data)\\s*=\\s*[\"']?|<link\\b[^>]*\\bhref\\s*=\\s*[\"']?|url\\(\\s*[\"']?"
                    + "|@import\\s+[\"'])(?:https?:)?//(?<host>[^\\s/\"'>)]+)",
            Pattern.CASE_INSENSITIVE);

    private PageSource() {}

    /// The page that comes with Lifeboat.
    static Document builtIn() {
        try (InputStream in = PageSource.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException(BUILT_IN + " is not in the package");
            }
            return Document.page(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A page of the user's own: one whole HTML document in UTF-8, shorter than 1 MB.
    static Document file(Path file) {
        try {
            if (Files.size(file) > LENGTH_MAX) {
                throw no(file, "has " + Files.size(file) + " bytes");
            }
            byte[] bytes = Files.readAllBytes(file);
            check(file, bytes);
            return Document.page(bytes);
        } catch (IOException e) {
            throw new ConfigurationFailure("cannot read " + file + ": " + e, "Name a file with the page.", e);
        }
    }

    private static void check(Path file, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .toLowerCase(Locale.ROOT);
        } catch (CharacterCodingException e) {
            throw no(file, "is not UTF-8");
        }
        if (!text.contains("<!doctype html") && !text.contains("<html")) {
            throw no(file, text.isBlank() ? "is empty" : "is not HTML");
        }
        if (!text.stripTrailing().endsWith("</html>")) {
            throw no(file, "does not end with </html>");
        }
    }

    private static RefusedFailure no(Path file, String why) {
        return new RefusedFailure(
                file + " " + why, "The page must be one whole HTML document in UTF-8, shorter than 1 MB.");
    }

    /// The hosts from which the page loads something. They may be down together with the site.
    static List<String> elsewhere(Document page) {
        return ELSEWHERE
                .matcher(page.text())
                .results()
                .map((MatchResult found) -> found.group("host"))
                .distinct()
                .sorted()
                .toList();
    }
}
