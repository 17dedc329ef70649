package cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.Failure;
import base.TransientFailure;
import catalog.Run;
import incident.Failover;
import incident.Failover.Approval;
import incident.Failover.Kind;
import incident.Failover.State;
import incident.FailoverStore.Versioned;
import incident.Lease;
import incident.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;
import testkit.BrokenAwsService;

/// A workflow tries again only after a transient failure, so a bad moment of AWS must never look like a mistake of
/// ours.
final class AwsFailureTest {

    @ParameterizedTest
    @CsvSource({
        "500, InternalServerError",
        "500, InternalFailure",
        "503, ServiceUnavailable",
        "429, TooMuch",
        "400, ThrottlingException",
        "400, Throttling",
        "400, ProvisionedThroughputExceededException",
        "400, RequestLimitExceeded",
        "400, TransactionInProgressException"
    })
    void aBadMomentOfAwsMayBeTriedAgain(int status, String code) {
        everyServiceAnswers(status, code, TransientFailure.class, "try again later");
    }

    @ParameterizedTest
    @CsvSource({"400, AccessDeniedException", "403, AccessDenied", "400, ValidationException"})
    void aRequestThatAwsRefusesIsForAPerson(int status, String code) {
        everyServiceAnswers(status, code, ConfigurationFailure.class, "");
    }

    private static void everyServiceAnswers(int status, String code, Class<? extends Failure> kind, String hint) {
        try (var broken = BrokenAwsService.start(status, code)) {
            for (var call : callsOf(broken)) {
                assertThatThrownBy(call)
                        .hasMessageMatching("cannot .*a bad day.*")
                        .isInstanceOfSatisfying(
                                kind, failure -> assertThat(failure.hint()).contains(hint));
            }
        }
    }

    private static List<ThrowingCallable> callsOf(BrokenAwsService broken) {
        var dynamo = broken.client(DynamoDbClient.builder());
        var failovers = new DynamoFailovers(dynamo, "failovers", "shop");
        var catalog = new DynamoCatalog(dynamo, "catalog", Clock.systemUTC());
        var secrets = new Secrets(broken.client(SecretsManagerClient.builder()));
        var identity = new WebIdentity(broken.client(StsClient.builder()));
        var topic = new Topic(broken.client(SnsClient.builder()), "arn:aws:sns:ap-northeast-2:123456789012:people");
        var executions = new StepFunctions(
                broken.client(SfnClient.builder()), "arn:aws:states:ap-northeast-2:123456789012:stateMachine:x");
        return List.of(
                () -> failovers.find("one"),
                failovers::list,
                () -> catalog.list("shop"),
                () -> catalog.claim(new Run("shop", "2026-01-01"), "backup", "az://a/b"),
                () -> secrets.text("arn:secret"),
                () -> identity.token(WebIdentity.ENTRA),
                () -> topic.publish("a subject", "a text"),
                () -> executions.start("one", Map.of()),
                () -> executions.isRunning("one"),
                () -> executions.answer("token", Map.of()));
    }

    @Test
    void aServiceThatDoesNotAnswerMayBeTriedAgain() {
        var gone = BrokenAwsService.start(500, "x");
        var calls = callsOf(gone);
        gone.close();
        for (var call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            TransientFailure.class,
                            failure -> assertThat(failure.hint()).contains("network path"));
        }
    }

    /// Somebody else's transaction holds the item: like a condition that failed, the caller must look again.
    @Test
    void aTransactionInTheWayOfAPutIsACollision() {
        try (var broken = BrokenAwsService.start(400, "TransactionConflictException")) {
            assertThat(takesTheLease(broken)).isFalse();
        }
    }

    private static boolean takesTheLease(BrokenAwsService broken) {
        return failovers(broken).replace(Kind.REAL, new Versioned<>(Lease.NONE, 0), Lease.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConditionalCheckFailed", "TransactionConflict"})
    void aTransactionThatLostToAnotherIsACollision(String reason) {
        try (var broken = cancelled(reason)) {
            assertThat(takesTheLeaseAndNotes(broken)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThrottlingError", "ProvisionedThroughputExceeded"})
    void aTransactionThatWasThrottledMayBeTriedAgain(String reason) {
        try (var broken = cancelled(reason)) {
            assertThatThrownBy(() -> takesTheLeaseAndNotes(broken)).isInstanceOf(TransientFailure.class);
        }
    }

    @Test
    void aTransactionThatIsWrongIsForAPerson() {
        try (var broken = cancelled("ValidationError")) {
            assertThatThrownBy(() -> takesTheLeaseAndNotes(broken)).isInstanceOf(ConfigurationFailure.class);
        }
    }

    private static BrokenAwsService cancelled(String reason) {
        var reasons = List.of(Map.of("Code", "None"), Map.of("Code", reason, "Message", "so it is"));
        return BrokenAwsService.start(400, "TransactionCanceledException", Map.of("CancellationReasons", reasons));
    }

    private static boolean takesTheLeaseAndNotes(BrokenAwsService broken) {
        var now = Instant.parse("2026-11-22T03:15:00Z");
        var failover = new Failover(
                "x",
                7,
                "shop",
                Kind.REAL,
                Approval.MANUAL,
                new Trigger("alarm", now),
                Optional.empty(),
                State.RUNNING,
                now,
                Optional.empty(),
                1,
                List.of(),
                List.of());
        return failovers(broken).replaceBoth(new Versioned<>(Lease.NONE, 0), Lease.NONE, Optional.empty(), failover);
    }

    private static DynamoFailovers failovers(BrokenAwsService broken) {
        return new DynamoFailovers(broken.client(DynamoDbClient.builder()), "failovers", "shop");
    }
}
