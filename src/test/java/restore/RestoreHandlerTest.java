package restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backup.BackupResult;
import backup.LocalBackup;
import base.ConfigurationFailure;
import base.Progress;
import base.RefusedFailure;
import base.TransientFailure;
import catalog.Entry;
import cloud.aws.DynamoCatalog;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import engine.stored.Verdict;
import engine.stored.Verdicts;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import testkit.Fingerprint;
import testkit.Lambda;
import testkit.MySqlServer;
import testkit.SharedClouds;
import testkit.SharedMySql;

/// The function as Lambda runs it, against real MySQL servers, Azurite and DynamoDB Local.
final class RestoreHandlerTest {
    private static final Duration PLENTY = Duration.ofMinutes(10);

    private final String schema = SharedMySql.schema();
    private final String name = SharedClouds.name();
    private final MySqlServer standby = MySqlServer.start("--log-bin-trust-function-creators=ON");
    private BackupResult backup = new BackupResult("", "", "", "", "", 0, 0, 0, java.util.List.of());

    @BeforeEach
    void aBackup() {
        SharedClouds.get().container(name);
        SharedClouds.dynamo().createCatalogTable(name);
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "CREATE TABLE " + schema + ".orders (id INT PRIMARY KEY, note VARCHAR(100))",
                        "INSERT INTO " + schema + ".orders VALUES (1, 'a'), (2, 'b'), (3, NULL)");
        backup = backUp("nightly.json");
    }

    private BackupResult backUp(String event) {
        var url = SharedClouds.get().connectionString();
        try (var local = LocalBackup.of(SharedMySql.source(), url, SharedClouds.dynamo(), name, name, schema)) {
            return local.handler(Progress.SILENT)
                    .handleRequest(Lambda.event("backup/" + event, ScheduledEvent.class), Lambda.context(PLENTY));
        }
    }

    @AfterEach
    void stop() {
        standby.close();
    }

    private LocalRestore local(String mode) {
        return LocalRestore.of(standby, SharedClouds.get().connectionString(), SharedClouds.dynamo(), name, name, mode);
    }

    private RestoreResult prove(String mode, Map<String, Object> event, Duration left) {
        try (var local = local(mode)) {
            return local.handler(Progress.SILENT).handleRequest(event, Lambda.context(left));
        }
    }

    private Entry entry() {
        try (var dynamo = SharedClouds.dynamo().client()) {
            return new DynamoCatalog(dynamo, name, Clock.systemUTC())
                    .list("shop")
                    .getFirst();
        }
    }

    private Map<String, Object> made(String id) {
        return Map.of("responsePayload", Map.of("backup", id));
    }

    @Test
    void theResultOfTheBackupFunctionLeadsToAVerdictInTheCatalogAndBesideTheDump() {
        var result = prove("warm", made(backup.backup()), PLENTY);
        assertThat(result.verdict()).isEqualTo("VERIFIED");
        assertThat(result.rows()).isEqualTo(3);
        assertThat(entry().isVerified()).isTrue();
        assertThat(entry().verdict().orElseThrow().target())
                .isEqualTo(standby.url().address());
        var kept = new Verdicts(SharedClouds.get().store(name, ""))
                .of(backup.backup())
                .orElseThrow();
        assertThat(kept.state()).isEqualTo(Verdict.State.VERIFIED);
        assertThat(kept.rows()).isEqualTo(3);
        assertThat(Fingerprint.differences(SharedMySql.source(), standby, schema))
                .isEmpty();
    }

    @Test
    void theSampleEventNamesItsBackup() {
        @SuppressWarnings("unchecked")
        Map<String, Object> event = Lambda.event("restore/backup-made.json", Map.class);
        assertThat(RestoreHandler.backup(event)).contains("20260102T020003-shop-3f9a1c");
        @SuppressWarnings("unchecked")
        Map<String, Object> newest = Lambda.event("restore/newest.json", Map.class);
        assertThat(RestoreHandler.backup(newest)).isEmpty();
    }

    @Test
    void theResultIsReadableForWhoeverInvoked() {
        var result = prove("warm", Map.of(), PLENTY);
        assertThat(Lambda.result(result, RestoreResult.class)).contains("\"verdict\":\"VERIFIED\"", "\"rows\":3");
    }

    @Test
    void aSecondDeliveryDoesNothingAgain() {
        prove("warm", made(backup.backup()), PLENTY);
        standby.run("DELETE FROM " + schema + ".orders");
        assertThat(prove("warm", made(backup.backup()), PLENTY).verdict()).isEqualTo("VERIFIED");
        assertThat(standby.text("SELECT COUNT(*) FROM " + schema + ".orders")).isEqualTo("0");
    }

    @Test
    void theNextNightTakesThePlaceOfTheLastOnAWarmStandby() {
        prove("warm", made(backup.backup()), PLENTY);
        SharedMySql.source().run("INSERT INTO " + schema + ".orders VALUES (4, 'd')");
        var next = backUp("next-night.json");
        assertThat(prove("warm", made(next.backup()), PLENTY).verdict()).isEqualTo("VERIFIED");
        assertThat(standby.text("SELECT COUNT(*) FROM " + schema + ".orders")).isEqualTo("4");
    }

    @Test
    void aServerForProofOnlyIsEmptyAgainAfterwards() {
        assertThat(prove("cold", made(backup.backup()), PLENTY).verdict()).isEqualTo("VERIFIED");
        assertThat(standby.texts("SHOW DATABASES LIKE '" + schema + "'")).isEmpty();
        var next = backUp("next-night.json");
        assertThat(prove("cold", made(next.backup()), PLENTY).verdict()).isEqualTo("VERIFIED");
    }

    @Test
    void aServerForProofOnlyNeverLosesWhatIsNotOurs() {
        standby.run("CREATE DATABASE " + schema, "CREATE TABLE " + schema + ".precious (id INT)");
        assertThatThrownBy(() -> prove("cold", made(backup.backup()), PLENTY)).isInstanceOf(RefusedFailure.class);
        assertThat(standby.texts("SHOW TABLES FROM " + schema)).containsExactly("precious");
        assertThat(entry().verdict()).isEmpty();
    }

    @Test
    void aStandbyIsNotEmptiedWhenItIsTakenForAServerForProofs() {
        prove("warm", made(backup.backup()), PLENTY);
        var next = backUp("next-night.json");
        assertThatThrownBy(() -> prove("cold", made(next.backup()), PLENTY)).isInstanceOf(RefusedFailure.class);
        assertThat(standby.text("SELECT COUNT(*) FROM " + schema + ".orders")).isEqualTo("3");
    }

    @Test
    void aRestoreThatRunsOutOfTimeGoesOnInTheNextAttempt() {
        assertThatThrownBy(() -> prove("warm", made(backup.backup()), Duration.ofSeconds(19)))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("the time is over");
        assertThat(entry().verdict()).isEmpty();
        assertThat(prove("warm", made(backup.backup()), PLENTY).verdict()).isEqualTo("VERIFIED");
    }

    @Test
    void aBackupThatWasChangedInTheStoreIsNeverVerified() {
        var store = SharedClouds.get().store(name, "");
        String file = backup.backup() + "/" + schema + "@orders@@0.tsv.zst";
        store.delete(file);
        assertThatThrownBy(() -> prove("warm", made(backup.backup()), PLENTY))
                .hasMessageContaining(schema + "@orders@@0.tsv.zst is missing");
        assertThat(entry().isVerified()).isFalse();
    }

    @Test
    void aBackupThatNobodyKnowsIsSaidSo() {
        assertThatThrownBy(() -> prove("warm", made("20260101T000000-x-000000"), PLENTY))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("20260101T000000-x-000000");
    }

    @Test
    void whatThePolicyDoesNotKeepIsDeletedAndForgottenWhenThereIsAVerdict() {
        prove("warm", made(backup.backup()), PLENTY);
        var next = backUp("next-night.json");
        // The dates of the sample events are past, but the snapshots are of today, so both are of one day.
        try (var local = local("warm").with("RETENTION", "daily:1")) {
            var result = local.handler(Progress.SILENT).handleRequest(made(next.backup()), Lambda.context(PLENTY));
            assertThat(result.verdict()).isEqualTo("VERIFIED");
        }
        var store = SharedClouds.get().store(name, "");
        assertThat(store.folders("")).containsExactly(next.backup());
        assertThat(entry().backup()).isEqualTo(next.backup());
    }

    @Test
    void theAgeOfTheNewestVerifiedBackupIsToldEveryHour() {
        try (var local = local("warm")) {
            var event = Lambda.event("restore/hourly.json", ScheduledEvent.class);
            assertThat(local.freshness(Clock.systemUTC()).handleRequest(event, Lambda.context(PLENTY)))
                    .isEqualTo("no backup of shop was ever verified");
            prove("warm", made(backup.backup()), PLENTY);
            var later = Clock.fixed(entry().moment().plus(Duration.ofHours(30)), ZoneOffset.UTC);
            assertThat(local.freshness(later).handleRequest(event, Lambda.context(PLENTY)))
                    .isEqualTo("the newest verified backup of shop is 30 hours old");
        }
    }
}
