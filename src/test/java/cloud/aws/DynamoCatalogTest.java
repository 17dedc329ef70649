package cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.RefusedFailure;
import catalog.BackupCatalog;
import catalog.Claim;
import catalog.Entry;
import catalog.Entry.State;
import catalog.Entry.Verdict;
import catalog.Run;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import testkit.SharedClouds;
import testkit.TestClock;

/// Against a real DynamoDB Local.
final class DynamoCatalogTest {
    private static final Instant NIGHT = Instant.parse("2026-01-01T17:00:00Z");
    private static final Run RUN = new Run("shop", "2026-01-02");
    private static final Entry.Facts FACTS = new Entry.Facts(
            NIGHT.plusSeconds(90),
            NIGHT.plusSeconds(1),
            7,
            1_000,
            50_000,
            9_000,
            "u:1-5",
            "9.7.4",
            "lifeboat 0",
            2,
            "abc");

    private final String table = SharedClouds.name();
    private final TestClock clock = new TestClock(NIGHT);
    private final DynamoDbClient dynamo = SharedClouds.dynamo().client();
    private final DynamoCatalog catalog = new DynamoCatalog(dynamo, table, clock);

    @BeforeEach
    void table() {
        SharedClouds.dynamo().createCatalogTable(table);
    }

    @AfterEach
    void close() {
        dynamo.close();
    }

    private static Entry.Facts facts(String day) {
        Instant snapshot = Instant.parse(day + "T00:00:00Z");
        return new Entry.Facts(snapshot, snapshot, 7, 1_000, 50_000, 9_000, "u:1-5", "9.7.4", "lifeboat 0", 2, "abc");
    }

    private Claim.Granted claim(String backup) {
        var claim = catalog.claim(RUN, backup, "az://a/b/" + backup);
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return (Claim.Granted) claim;
    }

    @Test
    void aFirstClaimIsGrantedAndASecondSeesIt() {
        var first = claim("one");
        assertThat(first.entry().attempt()).isEqualTo(1);
        assertThat(first.entry().state()).isEqualTo(State.RUNNING);
        assertThat(catalog.claim(RUN, "two", "x"))
                .isInstanceOfSatisfying(
                        Claim.Running.class,
                        running -> assertThat(running.entry().backup()).isEqualTo("one"));
    }

    @Test
    void ofManyWhoClaimAtOnceExactlyOneIsGrantedIt() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var start = new CountDownLatch(1);
            var claims = new ArrayList<Future<Claim>>();
            for (int i = 0; i < 24; i++) {
                String backup = "backup-" + i;
                claims.add(executor.submit(() -> {
                    start.await();
                    return catalog.claim(RUN, backup, "x");
                }));
            }
            start.countDown();
            int granted = 0;
            for (var claim : claims) {
                granted += claim.get() instanceof Claim.Granted ? 1 : 0;
            }
            assertThat(granted).isEqualTo(1);
        }
    }

    @Test
    void aFinishedRunIsNeverClaimedAgain() {
        var claim = claim("one");
        catalog.publish(claim, FACTS);
        clock.advance(Duration.ofDays(3));
        assertThat(catalog.claim(RUN, "two", "x")).isInstanceOfSatisfying(Claim.Done.class, done -> {
            assertThat(done.entry().facts()).contains(FACTS);
            assertThat(done.entry().backup()).isEqualTo("one");
        });
    }

    @Test
    void aFailedRunMayBeClaimedAgainAndItsErrorGoesWhenItSucceeds() {
        catalog.fail(claim("one"), "the store broke");
        assertThat(catalog.list("shop").getFirst().error()).contains("the store broke");
        assertThat(catalog.list("shop").getFirst().state()).isEqualTo(State.FAILED);
        var second = claim("two");
        assertThat(second.entry().attempt()).isEqualTo(2);
        catalog.publish(second, FACTS);
        assertThat(catalog.newest("shop").orElseThrow().error()).isEmpty();
    }

    @Test
    void anOwnerWhoseHeartStoppedLosesTheRunAndIsToldSo() {
        var first = claim("one");
        clock.advance(BackupCatalog.SILENCE_MAX.minusSeconds(1));
        assertThat(catalog.claim(RUN, "two", "x")).isInstanceOf(Claim.Running.class);
        clock.advance(Duration.ofSeconds(2));
        claim("two");
        assertThatThrownBy(() -> catalog.heartbeat(first)).isInstanceOf(RefusedFailure.class);
        assertThatThrownBy(() -> catalog.publish(first, FACTS)).isInstanceOf(RefusedFailure.class);
        assertThatThrownBy(() -> catalog.fail(first, "x")).isInstanceOf(RefusedFailure.class);
        assertThat(catalog.list("shop").getFirst().backup()).isEqualTo("two");
    }

    @Test
    void aHeartbeatKeepsTheRun() {
        var first = claim("one");
        for (int i = 0; i < 5; i++) {
            clock.advance(BackupCatalog.SILENCE_MAX.minusSeconds(1));
            catalog.heartbeat(first);
        }
        assertThat(catalog.claim(RUN, "two", "x")).isInstanceOf(Claim.Running.class);
    }

    @Test
    void runsAreListedNewestFirstAndBySource() {
        for (String day : new String[] {"2026-01-02", "2026-01-04", "2026-01-03"}) {
            clock.advance(Duration.ofMinutes(1));
            catalog.publish((Claim.Granted) catalog.claim(new Run("shop", day), day, "x"), facts(day));
        }
        // Named like the dumps of the command line, which sort as texts behind every date.
        catalog.publish(
                (Claim.Granted) catalog.claim(new Run("shop", "20260101T000000-x"), "cli", "x"), facts("2026-01-01"));
        clock.advance(Duration.ofDays(30));
        catalog.claim(new Run("shop", "2026-01-05"), "running", "x");
        catalog.claim(new Run("clinic", "2026-01-09"), "other", "x");
        assertThat(catalog.list("shop"))
                .extracting(entry -> entry.run().name())
                .containsExactly("2026-01-05", "2026-01-04", "2026-01-03", "2026-01-02", "20260101T000000-x");
        assertThat(catalog.newest("shop").orElseThrow().run().name()).isEqualTo("2026-01-04");
    }

    @Test
    void aRebuiltEntryNeverHarmsWhatTheCatalogKnows() {
        var entry = complete("found");
        assertThat(catalog.restoreEntry(entry)).isTrue();
        assertThat(catalog.restoreEntry(entry)).isFalse();
        assertThat(catalog.list("shop")).containsExactly(entry);
        assertThat(catalog.claim(RUN, "two", "x")).isInstanceOf(Claim.Done.class);
    }

    private static Entry complete(String backup) {
        return new Entry(
                RUN,
                State.COMPLETE,
                backup,
                "x",
                1,
                NIGHT,
                NIGHT,
                Optional.of(FACTS),
                Optional.empty(),
                Optional.empty());
    }

    private static Verdict verdict(Verdict.State state) {
        return new Verdict(state, NIGHT, "standby:3306", 42, "table shop.orders: is missing");
    }

    @Test
    void aVerdictIsRecordedWithItsBackup() {
        catalog.publish(claim("one"), FACTS);
        assertThat(catalog.newestVerified("shop")).isEmpty();
        assertThat(catalog.judge(RUN, "one", verdict(Verdict.State.VERIFIED))).isTrue();
        assertThat(catalog.newestVerified("shop").orElseThrow().verdict()).contains(verdict(Verdict.State.VERIFIED));
    }

    @Test
    void aVerdictThatSettledNothingNeverReplacesOneThatDid() {
        catalog.publish(claim("one"), FACTS);
        assertThat(catalog.judge(RUN, "one", verdict(Verdict.State.INCONCLUSIVE)))
                .isTrue();
        assertThat(catalog.judge(RUN, "one", verdict(Verdict.State.VERIFIED))).isTrue();
        assertThat(catalog.judge(RUN, "one", verdict(Verdict.State.INCONCLUSIVE)))
                .isFalse();
        assertThat(catalog.newestVerified("shop")).isPresent();
        assertThat(catalog.judge(RUN, "one", verdict(Verdict.State.FAILED))).isTrue();
        assertThat(catalog.newestVerified("shop")).isEmpty();
    }

    @Test
    void aVerdictOnAnotherBackupIsNoneOnThisOne() {
        catalog.publish(claim("one"), FACTS);
        assertThat(catalog.judge(RUN, "two", verdict(Verdict.State.VERIFIED))).isFalse();
        assertThat(catalog.judge(new Run("shop", "1999-01-01"), "one", verdict(Verdict.State.VERIFIED)))
                .isFalse();
        assertThat(catalog.newestVerified("shop")).isEmpty();
        assertThat(catalog.list("shop")).hasSize(1);
    }

    @Test
    void aForgottenBackupIsGoneAndNoOther() {
        catalog.publish(claim("one"), FACTS);
        catalog.forget(RUN, "two");
        assertThat(catalog.list("shop")).hasSize(1);
        catalog.forget(RUN, "one");
        catalog.forget(RUN, "one");
        assertThat(catalog.list("shop")).isEmpty();
    }

    @Test
    void aCompleteBackupNeverBecomesAFailedOne() {
        var claim = claim("one");
        catalog.publish(claim, FACTS);
        assertThatThrownBy(() -> catalog.fail(claim, "a late error")).isInstanceOf(RefusedFailure.class);
        assertThat(catalog.newest("shop").orElseThrow().backup()).isEqualTo("one");
    }

    @Test
    void aLongErrorIsCutAndRecorded() {
        catalog.fail(claim("one"), "x".repeat(1_000_000));
        assertThat(catalog.list("shop").getFirst().error().orElseThrow()).hasSize(4_000);
    }

    @Test
    void aBackupOfAnOwnerWhoDiedBeforeTellingIsFoundInTheStore() {
        claim("one");
        var entry = complete("one");
        assertThat(catalog.restoreEntry(entry)).isFalse();
        clock.advance(BackupCatalog.SILENCE_MAX.plusSeconds(1));
        assertThat(catalog.restoreEntry(entry)).isTrue();
    }

    @Test
    void aPersonCanReadTheItem() {
        catalog.publish(claim("one"), FACTS);
        var item = dynamo.scan(scan -> scan.tableName(table)).items().getFirst();
        assertThat(item)
                .containsEntry("state", AttributeValue.fromS("COMPLETE"))
                .containsEntry("rows", AttributeValue.fromN("1000"))
                .containsEntry("snapshotAt", AttributeValue.fromS("2026-01-01T17:00:01.000Z"));
        assertThat(item.keySet())
                .contains(
                        "source",
                        "run",
                        "startedAt",
                        "finishedAt",
                        "bytes",
                        "storedBytes",
                        "tables",
                        "location",
                        "gtidSet",
                        "serverVersion",
                        "tool");
    }

    @Test
    void aMissingTableIsSaidSo() {
        var missing = new DynamoCatalog(dynamo, "nowhere", Clock.systemUTC());
        assertThatThrownBy(() -> missing.claim(RUN, "b", "x"))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void theNightIsThatOfSeoul() {
        assertThat(Run.nightly("shop", NIGHT).name()).isEqualTo("2026-01-02");
        assertThat(Run.nightly("shop", Instant.parse("2026-01-01T14:59:59Z")).name())
                .isEqualTo("2026-01-01");
        assertThat(Run.nightly("shop", Instant.parse("2026-01-01T15:00:00Z")).name())
                .isEqualTo("2026-01-02");
    }
}
