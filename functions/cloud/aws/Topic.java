package cloud.aws;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;

/// A topic of SNS to which people subscribe.
public final class Topic {
    /// What SNS takes for the subject of a mail.
    private static final int SUBJECT_MAX = 100;

    private final SnsClient sns;
    private final String arn;

    public Topic(SnsClient sns, String arn) {
        this.sns = sns;
        this.arn = arn;
    }

    /// Publishes a mail. The subject is cut to what SNS takes.
    public void publish(String subject, String text) {
        String line = subject.replaceAll("[^\\x20-\\x7e]", "?");
        try {
            sns.publish(message -> message.topicArn(arn)
                    .subject(line.substring(0, Math.min(SUBJECT_MAX, line.length())))
                    .message(text));
        } catch (SdkException e) {
            throw AwsFailure.of("publish to " + arn, "SNS", e, "Check the topic's ARN and the role.");
        }
    }
}
