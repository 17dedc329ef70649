package failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.TransientFailure;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import incident.Failover;
import incident.Failover.Kind;
import incident.Failover.State;
import incident.Failovers;
import incident.Launch;
import incident.MemoryFailoverStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import testkit.Lambda;
import testkit.TestClock;

/// What an alarm may start, and what it may not.
final class AlarmHandlerTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:shop-primary";
    private static final String ALARM = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:shop-primary-down";
    private static final Instant RANG = Instant.parse("2026-11-22T03:15:00Z");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    private final World world = new World();

    /// A site, and what receives its alarms.
    private static final class World {
        private final TestClock clock = new TestClock(RANG.plusSeconds(20));
        private final Failovers failovers = new Failovers(new MemoryFailoverStore(), clock);
        private final List<String> mails = new ArrayList<>();
        private final StartedExecutions executions = new StartedExecutions();
        private final AlarmHandler handler = new AlarmHandler(
                new AlarmGuard(TOPIC, ALARM, clock),
                failovers,
                new Launch(failovers, executions),
                "shop",
                Failover.Approval.AUTOMATIC,
                (subject, text) -> mails.add(subject),
                clock);

        private List<String> handle(SNSEvent event) {
            return handler.handleRequest(event, Lambda.context(Duration.ofSeconds(30)))
                    .answers();
        }

        private void closeTheOpenOne() {
            failovers.open(Kind.REAL).ifPresent(open -> failovers.close(open.id(), State.STOOD_DOWN));
        }
    }

    @Test
    void theDailyEventStartsARehearsalAndNoFailover() {
        assertThat(world.handle(sample("rehearsal"))).containsExactly("began the rehearsal rehearsal-20261122T031520");
        assertThat(world.executions.names()).containsExactly("rehearsal-20261122T031520");
        assertThat(world.failovers.list()).isEmpty();
        assertThat(world.mails).isEmpty();
    }

    private static SNSEvent sample(String name) {
        return Lambda.event("failover/" + name + ".json", SNSEvent.class);
    }

    private static SNSEvent alarm(String state, Instant at) {
        return edited(text -> text.replace("\"NewStateValue\": \"ALARM\"", "\"NewStateValue\": \"" + state + "\"")
                .replace("2026-11-22T03:15:00.000+0000", TIME.format(at)));
    }

    private static SNSEvent edited(UnaryOperator<String> edit) {
        var event = sample("alarm");
        var sns = event.getRecords().getFirst().getSNS();
        sns.setMessage(edit.apply(sns.getMessage()));
        return event;
    }

    private static SNSEvent changed(Consumer<SNSEvent.SNSRecord> change) {
        var event = sample("alarm");
        change.accept(event.getRecords().getFirst());
        return event;
    }

    @Test
    void theAlarmStartsAFailoverThatIsNamedAfterIt() {
        world.handle(sample("alarm"));
        var open = world.failovers.open(Kind.REAL).orElseThrow();
        assertThat(open.trigger().at()).isEqualTo(RANG);
        assertThat(open.id()).startsWith("20261122T031500-shop-");
        assertThat(world.executions.names()).containsExactly(open.id());
    }

    static Stream<Arguments> messagesThatStartNothing() {
        return Stream.of(
                Arguments.of("another topic", changed(record -> record.getSNS().setTopicArn(TOPIC + "-2"))),
                Arguments.of("another source", changed(record -> record.setEventSource("aws:sqs"))),
                Arguments.of("another alarm", replaced("alarm:shop-primary-down", "alarm:shop-disk")),
                Arguments.of("another account", replaced("\"123456789012\"", "\"999999999999\"")),
                Arguments.of("the alarm of another account", replaced("1:123456789012:alarm", "1:999999999999:alarm")),
                Arguments.of("too old", replaced("T03:15:00", "T02:59:00")),
                Arguments.of("from the future", replaced("T03:15:00", "T03:18:00")),
                Arguments.of("no time", replaced("StateChangeTime", "x")),
                Arguments.of("a time that is none", replaced("2026-11-22T03", "yesterday")),
                Arguments.of("cut off", edited(text -> text.substring(0, text.length() / 2))),
                Arguments.of("a list", edited(text -> "[" + text + "]")),
                Arguments.of("nothing", edited(text -> "")),
                Arguments.of("an unknown state", replaced("\"ALARM\"", "\"alarm\"")));
    }

    private static SNSEvent replaced(String what, String by) {
        return edited(text -> text.replace(what, by));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messagesThatStartNothing")
    void aMessageThatIsNotTheAlarmStartsNothing(String what, SNSEvent event) {
        assertThat(world.handle(event)).as(what).singleElement().asString().startsWith("ignored");
        assertThat(world.executions.names()).isEmpty();
        assertThat(world.failovers.list()).isEmpty();
    }

    @Test
    void neitherOkNorInsufficientDataStartsAnything() {
        world.clock.advance(Duration.ofMinutes(10));
        world.handle(sample("ok"));
        world.handle(sample("insufficient-data"));
        assertThat(world.executions.names()).isEmpty();
    }

    @Test
    void okDuringAFailoverIsNotedAndNothingElse() {
        world.handle(sample("alarm"));
        var before = world.failovers.open(Kind.REAL).orElseThrow();
        world.handle(sample("ok"));
        var after = world.failovers.get(before.id());
        assertThat(after.notes())
                .singleElement()
                .satisfies(note -> assertThat(note.text()).contains("says OK"));
        assertThat(after.state()).isEqualTo(State.RUNNING);
        assertThat(world.executions.names()).hasSize(1);
    }

    @Test
    void anAlarmThatNobodyActsUponIsToldToPeople() {
        world.handle(replaced("T03:15:00", "T02:59:00"));
        assertThat(world.mails).singleElement().asString().contains("too late");
        world.handle(sample("alarm"));
        world.failovers.move(world.failovers.open(Kind.REAL).orElseThrow().id(), State.HELD);
        world.handle(alarm("ALARM", RANG.plusSeconds(10)));
        assertThat(world.mails).hasSize(2).last().asString().contains("NOTHING BEGINS");
    }

    @Test
    void whatDiedBetweenTheLeaseAndTheWorkflowIsMendedByTheNextDelivery() {
        world.executions.disturb();
        assertThatThrownBy(() -> world.handle(sample("alarm"))).isInstanceOf(TransientFailure.class);
        assertThat(world.executions.names()).isEmpty();
        world.handle(sample("alarm"));
        assertThat(world.executions.names()).hasSize(1);
        assertThat(world.failovers.list()).hasSize(1);
    }

    @Test
    void severalRecordsInOneEventStartOne() {
        var event = sample("alarm");
        var records = new ArrayList<>(event.getRecords());
        records.addAll(alarm("ALARM", RANG.plusSeconds(5)).getRecords());
        records.addAll(sample("alarm").getRecords());
        event.setRecords(records);
        assertThat(world.handle(event)).hasSize(3);
        assertThat(world.executions.names()).hasSize(1);
    }

    @Test
    void theSameAlarmManyTimesAtOnceStartsOne() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<List<String>>> deliveries = Collections.nCopies(16, () -> world.handle(sample("alarm")));
            for (var delivery : threads.invokeAll(deliveries)) {
                delivery.get();
            }
        }
        assertThat(world.executions.names()).hasSize(1);
        assertThat(world.failovers.list()).hasSize(1);
    }

    @Test
    void everyOrderOfDuplicatesFlapsAndLateOnesYieldsOneFailover() {
        var messages = List.of(
                alarm("ALARM", RANG),
                alarm("OK", RANG.plusSeconds(60)),
                alarm("ALARM", RANG.plusSeconds(120)),
                alarm("ALARM", RANG),
                alarm("ALARM", RANG.plusSeconds(120)));
        for (var order : permutations(messages.size())) {
            var site = new World();
            site.clock.advance(Duration.ofMinutes(3));
            order.forEach(i -> site.handle(messages.get(i)));
            assertThat(site.executions.names()).as(order.toString()).hasSize(1);
        }
    }

    private static List<List<Integer>> permutations(int n) {
        return n == 0
                ? List.of(List.of())
                : permutations(n - 1).stream()
                        .flatMap(rest -> IntStream.range(0, n).mapToObj(place -> inserted(rest, place, n - 1)))
                        .toList();
    }

    private static List<Integer> inserted(List<Integer> list, int place, int value) {
        var longer = new ArrayList<>(list);
        longer.add(place, value);
        return longer;
    }

    /// Thousands of random histories: alarms doubled, mixed up and late, and failovers closed now and then.
    @Test
    void inNoHistoryAreTwoOpenAtOnce() {
        for (int seed = 0; seed < 2_000; seed++) {
            var site = new World();
            var random = new Random(seed);
            for (int step = 0; step < 12; step++) {
                site.clock.advance(Duration.ofSeconds(random.nextInt(90)));
                var at = site.clock.instant().minusSeconds(random.nextInt(300));
                switch (random.nextInt(4)) {
                    case 0 -> site.closeTheOpenOne();
                    case 1 -> site.handle(alarm("OK", at));
                    default -> site.handle(alarm("ALARM", at));
                }
                var open = site.failovers.list().stream()
                        .filter(failover -> !failover.state().isClosed());
                assertThat(open.count()).as("seed " + seed).isLessThanOrEqualTo(1);
            }
            assertThat(site.executions.names()).as("seed " + seed).hasSameSizeAs(site.failovers.list());
        }
    }
}
