package cloud.aws;

import base.ConfigurationFailure;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Clients for S3. A request that gets no byte for two minutes is given up; each has five attempts, and these
/// are the only layer that tries again.
public final class S3Login {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 5;

    private S3Login() {}

    /// A client with the region and the credentials that the SDK finds: the environment, a profile, the role of
    /// the machine or function. The bucket may be in another region.
    static S3Client client() {
        try {
            var credentials = DefaultCredentialsProvider.builder().build();
            credentials.resolveCredentials();
            return builder()
                    .credentialsProvider(credentials)
                    .crossRegionAccessEnabled(true)
                    .build();
        } catch (SdkClientException e) {
            throw new ConfigurationFailure(
                    "there is no login for S3 here",
                    "Set AWS_REGION, and log in to AWS: AWS_PROFILE, AWS_ACCESS_KEY_ID or the role of this machine.",
                    e);
        }
    }

    /// A client to which only the place and the credentials must be added.
    public static S3ClientBuilder builder() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE))
                .overrideConfiguration(configuration ->
                        configuration.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .backoffStrategy(
                                        BackoffStrategy.exponentialDelay(Duration.ofSeconds(1), Duration.ofSeconds(30)))
                                .build()));
    }
}
