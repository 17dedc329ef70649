package engine.storage;

import base.ConfigurationFailure;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a store is: `az://account/container/prefix`, `s3://bucket/prefix` or `file:///directory`.
public sealed interface StoreUrl {
    /// `prefix` may be empty; it has no slash at either end.
    record Azure(String account, String container, String prefix) implements StoreUrl {
        @Override
        public String toString() {
            return "az://" + account + "/" + container + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }

    /// `prefix` may be empty; it has no slash at either end.
    record S3(String bucket, String prefix) implements StoreUrl {
        @Override
        public String toString() {
            return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }

    record Directory(Path path) implements StoreUrl {
        @Override
        public String toString() {
            return "file://" + path;
        }
    }

    Pattern AZURE = Pattern.compile("az://([a-z0-9]{3,24})/([a-z0-9$][a-z0-9-]{1,62})(?:/([^?]*?))?/*");

    /// A bucket's name has no two dots in a row and is no IP address.
    Pattern S3_BUCKET = Pattern.compile(
            "s3://(?!(?:\\d+\\.){3}\\d+(?:/|$))" + "([a-z0-9](?:[a-z0-9-]|\\.(?!\\.)){1,61}[a-z0-9])(?:/([^?]*?))?/*");

    /// Parses a URL.
    static StoreUrl parse(String url) {
        Matcher azure = AZURE.matcher(url);
        if (azure.matches()) {
            return new Azure(azure.group(1), azure.group(2), prefix(azure.group(3)));
        }
        Matcher s3 = S3_BUCKET.matcher(url);
        if (s3.matches()) {
            return new S3(s3.group(1), prefix(s3.group(2)));
        }
        if (url.startsWith("file:///")) {
            return new Directory(directory(url));
        }
        throw malformed(url, null);
    }

    private static String prefix(@Nullable String path) {
        return path == null || path.isEmpty() ? "" : BlobNames.checked(path);
    }

    private static Path directory(String url) {
        try {
            return Path.of(URI.create(url));
        } catch (IllegalArgumentException e) {
            throw malformed(url, e);
        }
    }

    private static ConfigurationFailure malformed(String url, @Nullable IllegalArgumentException cause) {
        return new ConfigurationFailure(
                // What follows a question mark may be a signature.
                "\"" + url.replaceFirst("\\?.*", "?...") + "\" is no store",
                "Write az://account/container/prefix, s3://bucket/prefix or file:///directory.",
                cause);
    }
}
