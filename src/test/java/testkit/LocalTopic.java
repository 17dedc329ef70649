package testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/// SNS, of which only Publish to one topic is known. Keeps every mail.
public final class LocalTopic extends LocalAwsService {
    public static final String ARN = "arn:aws:sns:ap-northeast-2:123456789012:operators";

    private final List<Mail> mails = new CopyOnWriteArrayList<>();

    /// What people get.
    public record Mail(String subject, String text) {}

    private LocalTopic() {}

    public static LocalTopic start() {
        return new LocalTopic();
    }

    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    public SnsClient client() {
        return SnsClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(endpoint())
                .region(Region.AP_NORTHEAST_2)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    @Override
    Reply answer(String operation, String body) {
        Map<String, String> fields = Arrays.stream(body.split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        String subject = fields.getOrDefault("Subject", "");
        if (!"Publish".equals(fields.get("Action")) || !ARN.equals(fields.get("TopicArn"))) {
            return error("NotFound", "Topic does not exist");
        }
        if (subject.isEmpty() || subject.length() > 100 || !subject.chars().allMatch(c -> c >= 32 && c < 127)) {
            return error("InvalidParameter", "Invalid parameter: Subject");
        }
        mails.add(new Mail(subject, fields.getOrDefault("Message", "")));
        return new Reply(
                200,
                "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult><MessageId>1</MessageId>"
                        + "</PublishResult></PublishResponse>");
    }

    private static Reply error(String code, String message) {
        return new Reply(
                400,
                "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error></ErrorResponse>");
    }
}
