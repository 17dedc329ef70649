package engine.storage;

import base.ConfigurationFailure;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a store is: `az://account/container/prefix` or `file:///directory`.
public sealed interface StoreUrl {
    /// `prefix` may be empty; it has no slash at either end.
    record Azure(String account, String container, String prefix) implements StoreUrl {
        @Override
        public String toString() {
            return "az://" + account + "/" + container + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }

    record Directory(Path path) implements StoreUrl {
        @Override
        public String toString() {
            return "file://" + path;
        }
    }

    Pattern AZURE = Pattern.compile("az://([a-z0-9]{3,24})/([a-z0-9$][a-z0-9-]{1,62})(?:/([^?]*?))?/*");

    /// Parses a URL.
    static StoreUrl parse(String url) {
        Matcher azure = AZURE.matcher(url);
        if (azure.matches()) {
            String prefix = azure.group(3) == null ? "" : azure.group(3);
            return new Azure(azure.group(1), azure.group(2), prefix.isEmpty() ? prefix : BlobNames.checked(prefix));
        }
        if (url.startsWith("file:///")) {
            return new Directory(directory(url));
        }
        throw malformed(url, null);
    }

    private static Path directory(String url) {
        try {
            return Path.of(URI.create(url));
        } catch (IllegalArgumentException e) {
            throw malformed(url, e);
        }
    }

    private static ConfigurationFailure malformed(
            String url, @org.jspecify.annotations.Nullable IllegalArgumentException cause) {
        return new ConfigurationFailure(
                // What follows a question mark may be a signature.
                "\"" + url.replaceFirst("\\?.*", "?...") + "\" is no store",
                "Write az://account/container/prefix or file:///directory.",
                cause);
    }
}
