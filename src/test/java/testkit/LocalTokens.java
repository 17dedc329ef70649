package testkit;

/// STS, of which only GetWebIdentityToken is known. Nobody could check its token: this is for who does not get further
/// than to ask for one.
final class LocalTokens extends LocalAwsService {
    @Override
    Reply answer(String operation, String body) {
        return body.contains("Action=GetWebIdentityToken")
                ? new Reply(
                        200,
                        "<GetWebIdentityTokenResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                                + "<GetWebIdentityTokenResult><WebIdentityToken>e30.e30.e30</WebIdentityToken>"
                                + "</GetWebIdentityTokenResult></GetWebIdentityTokenResponse>")
                : new Reply(400, "<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>");
    }
}
