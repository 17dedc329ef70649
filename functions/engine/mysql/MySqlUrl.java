package engine.mysql;

import base.ConfigurationFailure;
import base.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a server is and who logs in: `mysql://user[:password]@host[:port][?sslMode=...&sslCa=...]`.
///
/// `sslMode` is one of the driver's (default VERIFY_IDENTITY: the certificate must be valid and name the host);
/// `sslCa` is a PEM file with the authorities to trust instead of the JDK's.
public record MySqlUrl(String host, int port, String user, Secret password, SslMode sslMode, Optional<String> sslCa) {
    private static final int PORT = 3306;
    private static final Set<String> OPTIONS = Set.of("sslMode", "sslCa");

    /// How much of TLS is demanded; the names are the driver's.
    public enum SslMode {
        VERIFY_IDENTITY,
        VERIFY_CA,
        REQUIRED,
        DISABLED
    }

    /// Parses a URL. `passwordElsewhere` is used if the URL holds none. The password is in no exception.
    public static MySqlUrl parse(String url, Optional<Secret> passwordElsewhere) {
        URI uri = uri(url);
        if (!"mysql".equals(uri.getScheme()) || uri.getHost() == null || uri.getRawUserInfo() == null) {
            throw malformed("it must read mysql://user[:password]@host[:port]");
        }
        String[] login = uri.getRawUserInfo().split(":", 2);
        var password = login.length == 2 ? Optional.of(new Secret(decoded(login[1]))) : passwordElsewhere;
        var options = options(uri.getRawQuery() == null ? "" : uri.getRawQuery());
        return new MySqlUrl(
                uri.getHost(),
                uri.getPort() < 0 ? PORT : uri.getPort(),
                decoded(login[0]),
                password.orElse(new Secret("")),
                sslMode(options.getOrDefault("sslMode", "VERIFY_IDENTITY")),
                Optional.ofNullable(options.get("sslCa")));
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // The exception's own message would repeat the URL, password and all.
            throw malformed("it is not a URL at position " + e.getIndex());
        }
    }

    private static Map<String, String> options(String query) {
        var options = new LinkedHashMap<String, String>();
        for (String option : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] pair = option.split("=", 2);
            if (pair.length != 2 || !OPTIONS.contains(pair[0])) {
                throw malformed("option \"" + pair[0] + "\" is not one of sslMode, sslCa");
            }
            options.put(pair[0], decoded(pair[1]));
        }
        return options;
    }

    private static SslMode sslMode(String text) {
        try {
            return SslMode.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw malformed("sslMode must be VERIFY_IDENTITY, VERIFY_CA, REQUIRED or DISABLED");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static ConfigurationFailure malformed(String why) {
        return new ConfigurationFailure(
                "the MySQL URL cannot be used: " + why,
                "Example: mysql://backup@db.example.com:3306; percent-encode special characters in user and password.");
    }

    /// Host and port, as they may stand in logs.
    public String address() {
        return host + ":" + port;
    }
}
