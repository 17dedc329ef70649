package testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/// Any service of AWS on a bad day: every request gets the same error, in the service's own protocol.
public final class BrokenAwsService extends LocalAwsService {
    private final int status;
    private final String code;
    private final Map<String, Object> members;

    private BrokenAwsService(int status, String code, Map<String, Object> members) {
        this.status = status;
        this.code = code;
        this.members = members;
    }

    public static BrokenAwsService start(int status, String code) {
        return start(status, code, Map.of());
    }

    /// `members` are more of the error, for a service that speaks JSON.
    public static BrokenAwsService start(int status, String code, Map<String, Object> members) {
        return new BrokenAwsService(status, code, members);
    }

    /// A client that does not try again, so that a test is quick.
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(endpoint())
                .region(Region.AP_NORTHEAST_2)
                .credentialsProvider(CREDENTIALS)
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    @Override
    Reply answer(String operation, String body) {
        return new Reply(status, operation.isEmpty() ? xml() : json());
    }

    private String xml() {
        return "<ErrorResponse><Error><Type>Sender</Type><Code>" + code
                + "</Code><Message>a bad day</Message></Error></ErrorResponse>";
    }

    private String json() {
        var all = new LinkedHashMap<>(members);
        all.put("__type", "com.amazonaws.any#" + code);
        all.put("message", "a bad day");
        return JsonText.of(all).text();
    }
}
