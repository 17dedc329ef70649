package testkit.fake;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import testkit.LocalCertificate;

/// AWS STS, of which only GetWebIdentityToken is known. The tokens it mints are real ones, signed with a key of
/// its own. It refuses what the service refuses: an unsigned request, a list of audiences where there must be
/// one, an unknown algorithm, a life of less than a minute or more than an hour.
public final class FakeSts extends HttpsService {
    /// The role that everybody has who asks.
    public static final String ROLE = "arn:aws:iam::123456789012:role/lifeboat-failover";

    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final List<String> FIELDS =
            List.of("Action", "Version", "Audience.member.1", "SigningAlgorithm", "DurationSeconds");

    /// Made once a run, for that takes a while.
    private static final KeyPair RSA = key("RSA", 2048);

    private static final KeyPair EC = key("EC", 384);

    private final Clock clock;
    private final List<String> minted = new CopyOnWriteArrayList<>();
    private volatile boolean federation = true;

    FakeSts(Clock clock) {
        this.clock = clock;
    }

    private static KeyPair key(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A client of it.
    public StsClient client() {
        return StsClient.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .tlsTrustManagersProvider(() -> LocalCertificate.get().trust())
                        .build())
                .endpointOverride(endpoint())
                .region(Region.AP_NORTHEAST_2)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    /// Whether the account has outbound web identity federation on.
    public void federation(boolean on) {
        federation = on;
    }

    /// The tokens it has given away.
    public List<String> minted() {
        return List.copyOf(minted);
    }

    /// Who signs the tokens, as they say themselves.
    public String issuer() {
        return "https://0f3a7c1e.tokens.sts.global.api.aws";
    }

    /// The key with which others check RS256 signatures.
    Optional<PublicKey> publicKey(String id) {
        return id.equals("RS256-1") ? Optional.of(RSA.getPublic()) : Optional.empty();
    }

    @Override
    Reply answer(Call call) {
        if (!call.header("Authorization").orElse("").startsWith("AWS4-HMAC-SHA256 Credential=")) {
            return error(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }
        var form = call.form();
        if (!"GetWebIdentityToken".equals(form.get("Action"))) {
            return error(400, "InvalidAction", "Could not find operation " + form.get("Action"));
        }
        return refusal(form).orElseGet(() -> token(form));
    }

    private Optional<Reply> refusal(Map<String, String> form) {
        if (!federation) {
            return Optional.of(error(
                    403,
                    "OutboundWebIdentityFederationDisabled",
                    "Outbound web identity federation is not enabled for this account."));
        }
        boolean known = List.of("RS256", "ES384").contains(form.getOrDefault("SigningAlgorithm", ""));
        boolean lives = form.getOrDefault("DurationSeconds", "300").matches("[1-9][0-9]{1,3}")
                && Integer.parseInt(form.getOrDefault("DurationSeconds", "300")) >= 60
                && Integer.parseInt(form.getOrDefault("DurationSeconds", "300")) <= 3600;
        boolean oneAudience = FIELDS.containsAll(form.keySet())
                && !form.getOrDefault("Audience.member.1", "").isBlank();
        return known && lives && oneAudience
                ? Optional.empty()
                : Optional.of(error(
                        400,
                        "ValidationError",
                        "algorithm " + known + ", duration " + lives + ", exactly one audience and nothing else "
                                + oneAudience));
    }

    private Reply token(Map<String, String> form) {
        String token = mint(
                form.getOrDefault("SigningAlgorithm", ""),
                form.getOrDefault("Audience.member.1", ""),
                Duration.ofSeconds(Integer.parseInt(form.getOrDefault("DurationSeconds", "300"))));
        minted.add(token);
        return Reply.xml(
                200,
                "<GetWebIdentityTokenResponse xmlns=\"" + NAMESPACE + "\"><GetWebIdentityTokenResult><WebIdentityToken>"
                        + token + "</WebIdentityToken><Expiration>"
                        + clock.instant().plusSeconds(300)
                        + "</Expiration></GetWebIdentityTokenResult></GetWebIdentityTokenResponse>");
    }

    /// A token as it would give it to the role, for `audience`; `life` may be negative.
    public String mint(String algorithm, String audience, Duration life) {
        Instant now = clock.instant();
        boolean isRsa = algorithm.equals("RS256");
        return Jwt.sign(
                algorithm,
                isRsa ? "RS256-1" : "ES384-1",
                (isRsa ? RSA : EC).getPrivate(),
                Map.of(
                        "iss", issuer(),
                        "sub", ROLE,
                        "aud", audience,
                        "iat", now.getEpochSecond(),
                        "exp", now.plus(life).getEpochSecond(),
                        "jti", UUID.randomUUID().toString()));
    }

    private static Reply error(int status, String code, String message) {
        return Reply.xml(
                status,
                "<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error><Type>Sender</Type><Code>" + code
                        + "</Code><Message>" + message + "</Message></Error></ErrorResponse>");
    }
}
