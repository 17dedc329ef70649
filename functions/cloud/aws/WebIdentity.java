package cloud.aws;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/// A token that proves to others which IAM role this is. The account must have outbound web identity federation
/// on. The global STS endpoint does not know the call: the client must be a regional one.
public final class WebIdentity {
    /// The only audience that Microsoft Entra accepts.
    public static final String ENTRA = "api://AzureADTokenExchange";
    /// Entra checks RS256 signatures only.
    private static final String ALGORITHM = "RS256";
    private static final int SECONDS = 300;

    private final StsClient sts;

    public WebIdentity(StsClient sts) {
        this.sts = sts;
    }

    /// A fresh token for `audience`, good for five minutes. Not to be kept.
    public String token(String audience) {
        try {
            return sts.getWebIdentityToken(request -> request.audience(audience)
                            .signingAlgorithm(ALGORITHM)
                            .durationSeconds(SECONDS))
                    .webIdentityToken();
        } catch (SdkException e) {
            throw AwsFailure.of(
                    "get a web identity token",
                    "the regional STS endpoint",
                    e,
                    "Enable outbound web identity federation for the account, and allow the role"
                            + " sts:GetWebIdentityToken for this audience.");
        }
    }
}
