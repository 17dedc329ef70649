package testkit.fake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Microsoft Entra, of which only the client credentials flow is known, for one application of one tenant. The
/// application trusts {@link FakeSts#ROLE} by federation, and a client secret if it has been given one. It
/// refuses with Entra's own codes. It is stricter in one thing: an assertion is good for one exchange.
///
/// Its tokens live by the clock of this machine, as those who keep them do.
public final class FakeEntra extends HttpsService {
    public static final String TENANT = "11111111-2222-3333-4444-555555555555";
    public static final String CLIENT = "66666666-7777-8888-9999-000000000000";

    /// What Resource Manager demands of a token.
    static final String MANAGEMENT = "https://management.azure.com/.default";

    private static final Set<String> SCOPES = Set.of(MANAGEMENT, "https://storage.azure.com/.default");
    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private record Token(Instant end, String scope) {}

    private final FakeSts sts;
    private final Clock clock = Clock.systemUTC();
    private final Set<String> spent = new HashSet<>();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private volatile Duration life = Duration.ofMinutes(60);
    private volatile Optional<Duration> said = Optional.empty();
    private volatile String subject = FakeSts.ROLE;
    private volatile @Nullable String clientSecret;

    FakeEntra(FakeSts sts) {
        this.sts = sts;
    }

    /// How long the next tokens live.
    public void tokensLive(Duration how) {
        life = how;
    }

    /// How long the next tokens are said to live, if that is not how long they do. Without a life they are renewed at
    /// every use.
    public void tokensAreSaidToLive(Duration how) {
        said = Optional.of(how);
    }

    /// The subject that the federated credential names.
    public void trusts(String role) {
        subject = role;
    }

    /// The application's client secret.
    public void clientSecret(String secret) {
        clientSecret = secret;
    }

    /// How many tokens it has given away.
    public int exchanges() {
        return exchanges.get();
    }

    /// Makes every token worthless that it has given away.
    public void revoke() {
        tokens.clear();
    }

    enum Standing {
        GOOD,
        EXPIRED,
        UNKNOWN
    }

    /// What a token is worth to a service that demands a scope.
    Standing standing(String token, String scope) {
        var known = tokens.get(token);
        if (known == null || !known.scope().equals(scope)) {
            return Standing.UNKNOWN;
        }
        return clock.instant().isBefore(known.end()) ? Standing.GOOD : Standing.EXPIRED;
    }

    @Override
    Reply answer(Call call) {
        String base = "/" + TENANT + "/";
        if (call.line().equals("GET " + base + "v2.0/.well-known/openid-configuration")) {
            return metadata(base);
        }
        if (!call.path().startsWith(base)) {
            return error(400, "invalid_request", 90002, "Tenant not found.");
        }
        if (!call.line().equals("POST " + base + "oauth2/v2.0/token")) {
            return Reply.empty(404);
        }
        var form = call.form();
        return wrongRequest(form)
                .or(() -> form.containsKey("client_secret") ? wrongSecret(form) : wrongAssertion(form))
                .orElseGet(() -> token(scope(form).orElseThrow()));
    }

    private Reply metadata(String base) {
        String root = endpoint() + base;
        return Reply.json(
                200,
                Map.of(
                        "issuer", root + "v2.0",
                        "token_endpoint", root + "oauth2/v2.0/token",
                        "authorization_endpoint", root + "oauth2/v2.0/authorize",
                        "jwks_uri", root + "discovery/v2.0/keys"));
    }

    private static Optional<Reply> wrongRequest(Map<String, String> form) {
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return refuse("unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
        }
        if (!CLIENT.equals(form.get("client_id"))) {
            return refuse("unauthorized_client", 700016, "Application with identifier was not found.");
        }
        if (scope(form).isEmpty()) {
            return refuse("invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid.");
        }
        return form.containsKey("client_assertion") || form.containsKey("client_secret")
                ? Optional.empty()
                : refuse(
                        "invalid_client",
                        7000218,
                        "The request body must contain 'client_assertion' or" + " 'client_secret'.");
    }

    private Optional<Reply> wrongSecret(Map<String, String> form) {
        return form.getOrDefault("client_secret", "").equals(clientSecret)
                ? Optional.empty()
                : refuse("invalid_client", 7000215, "Invalid client secret provided.");
    }

    private Optional<Reply> wrongAssertion(Map<String, String> form) {
        if (!ASSERTION_TYPE.equals(form.get("client_assertion_type"))) {
            return refuse("invalid_request", 900144, "The request body must contain 'client_assertion_type'.");
        }
        return Jwt.parse(form.getOrDefault("client_assertion", ""))
                .map(this::wrong)
                .orElseGet(() -> refuse("invalid_client", 50027, "JWT token is invalid or malformed."));
    }

    private Optional<Reply> wrong(Jwt jwt) {
        if (!jwt.claim("iss").equals(sts.issuer())) {
            return refuse("invalid_client", 700211, "No matching federated identity record found for the issuer.");
        }
        var key = sts.publicKey(jwt.header("kid"));
        if (!jwt.header("alg").equals("RS256") || key.isEmpty() || !jwt.signedBy(key.get())) {
            return refuse("invalid_client", 700027, "Client assertion failed signature validation.");
        }
        if (!jwt.claim("aud").equals(AUDIENCE)) {
            return refuse("invalid_client", 700212, "No matching federated identity record found for the audience.");
        }
        if (!jwt.claim("sub").equals(subject)) {
            return refuse("invalid_client", 700213, "No matching federated identity record found for the subject.");
        }
        if (jwt.seconds("exp") <= clock.instant().getEpochSecond()) {
            return refuse("invalid_client", 700024, "Client assertion is not within its valid time range.");
        }
        return spent.add(jwt.text())
                ? Optional.empty()
                : refuse("invalid_client", 50013, "Assertion failed validation: it was used before.");
    }

    /// The one scope that is known; clients name others besides.
    private static Optional<String> scope(Map<String, String> form) {
        return Arrays.stream(form.getOrDefault("scope", "").split(" ", -1))
                .filter(SCOPES::contains)
                .findFirst();
    }

    private Reply token(String scope) {
        exchanges.incrementAndGet();
        String token = "opaque-" + UUID.randomUUID();
        tokens.put(token, new Token(clock.instant().plus(life), scope));
        return Reply.json(
                200,
                Map.of(
                        "token_type",
                        "Bearer",
                        "expires_in",
                        said.orElse(life).toSeconds(),
                        "ext_expires_in",
                        said.orElse(life).toSeconds(),
                        "access_token",
                        token));
    }

    private static Optional<Reply> refuse(String error, int code, String text) {
        return Optional.of(error(error.equals("invalid_client") ? 401 : 400, error, code, text));
    }

    private static Reply error(int status, String error, int code, String text) {
        return Reply.json(
                status,
                Map.of(
                        "error",
                        error,
                        "error_description",
                        "AADSTS" + code + ": " + text + " Trace ID: 0 Correlation ID: 0",
                        "error_codes",
                        List.of(code)));
    }
}
