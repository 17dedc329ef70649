package incident;

import static org.assertj.core.api.Assertions.assertThat;

import base.Secret;
import incident.Failover.Approval;
import incident.Failover.Kind;
import incident.FailoverStore.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What every store of failovers does.
public abstract class FailoverStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-22T03:15:00Z");

    protected abstract FailoverStore store();

    private static Failover failover(Kind kind, Instant at) {
        return new Wanted("shop", kind, Approval.MANUAL, new Trigger("alarm", at), Optional.of("latest"))
                .failover(7, at);
    }

    private static Failover full() {
        return failover(Kind.REAL, NOW)
                .begin("ConfirmOutage", NOW)
                .with("ConfirmOutage", step -> step.with(Map.of("primary", "down", "text", "a \"quoted\" 한글 line\n")))
                .with("ConfirmOutage", step -> step.ended(Step.State.DONE, NOW.plusSeconds(5), "it is down"))
                .begin("StartDrSite", NOW)
                .with(new Failover.Note(NOW, "noted"))
                .in(Failover.State.HELD, NOW.plusSeconds(9))
                .attempt(2);
    }

    @Test
    void whatIsWrittenIsReadBackWhole() {
        var store = store();
        var lease = new Lease(full().id(), 7, NOW);
        assertThat(store.replaceBoth(store.lease(Kind.REAL), lease, Optional.empty(), full()))
                .isTrue();
        assertThat(store.find(full().id())).contains(new Versioned<>(full(), 1));
        assertThat(store.lease(Kind.REAL)).isEqualTo(new Versioned<>(lease, 1));
        assertThat(store.lease(Kind.DRILL)).isEqualTo(new Versioned<>(Lease.NONE, 0));
    }

    @Test
    void aWriteOnWhatHasMovedChangesNothing() {
        var store = store();
        var before = store.lease(Kind.REAL);
        var first = failover(Kind.REAL, NOW);
        var second = failover(Kind.REAL, NOW.plusSeconds(1));
        assertThat(store.replaceBoth(before, new Lease(first.id(), 1, NOW), Optional.empty(), first))
                .isTrue();
        assertThat(store.replaceBoth(before, new Lease(second.id(), 2, NOW), Optional.empty(), second))
                .isFalse();
        assertThat(store.replace(Kind.REAL, before, Lease.NONE)).isFalse();
        assertThat(store.find(second.id())).isEmpty();
        var read = store.find(first.id()).orElseThrow();
        assertThat(store.replace(read, first.attempt(2))).isTrue();
        assertThat(store.replace(read, first.attempt(3))).isFalse();
        assertThat(store.find(first.id()).orElseThrow().value().attempt()).isEqualTo(2);
    }

    @Test
    void aFailoverIsNotMadeTwice() {
        var store = store();
        var failover = failover(Kind.DRILL, NOW);
        assertThat(store.replaceBoth(store.lease(Kind.DRILL), Lease.NONE, Optional.empty(), failover))
                .isTrue();
        assertThat(store.replaceBoth(store.lease(Kind.DRILL), Lease.NONE, Optional.empty(), failover))
                .isFalse();
    }

    @Test
    void theNewestIsListedFirst() {
        var store = store();
        for (int i = 0; i < 3; i++) {
            var failover = failover(i == 1 ? Kind.DRILL : Kind.REAL, NOW.plusSeconds(i));
            store.replaceBoth(store.lease(failover.kind()), Lease.NONE, Optional.empty(), failover);
        }
        assertThat(store.list())
                .extracting(Failover::startedAt)
                .containsExactly(NOW.plusSeconds(2), NOW.plusSeconds(1), NOW);
    }

    @Test
    void aQuestionTakesThePlaceOfTheOneBeforeAndIsForgottenWhenAnswered() {
        var store = store();
        store.ask(new Question("f", "Approve", "?", new Secret("old"), NOW));
        store.ask(new Question("f", "Approve", "??", new Secret("new"), NOW.plusSeconds(1)));
        store.ask(new Question("other", "Approve", "?", new Secret("other"), NOW));
        var questions = store.questions("f");
        assertThat(questions).hasSize(1);
        assertThat(questions.getFirst().token().reveal()).isEqualTo("new");
        store.forget(questions.getFirst());
        store.forget(questions.getFirst());
        assertThat(store.questions("f")).isEmpty();
        assertThat(store.questions("other")).hasSize(1);
    }

    @Test
    void ofManyWhoWriteAtOnceOneWins() throws Exception {
        var store = store();
        var before = store.lease(Kind.REAL);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> writers = java.util.stream.IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        var failover = failover(Kind.REAL, NOW.plusSeconds(i));
                        return store.replaceBoth(before, new Lease(failover.id(), 1, NOW), Optional.empty(), failover);
                    })
                    .toList();
            int winners = 0;
            for (var written : threads.invokeAll(writers)) {
                winners += written.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
        assertThat(store.list()).hasSize(1);
    }
}
