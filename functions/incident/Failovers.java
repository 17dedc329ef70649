package incident;

import base.ConfigurationFailure;
import base.RefusedFailure;
import base.Secret;
import base.TransientFailure;
import incident.Failover.Kind;
import incident.Failover.State;
import incident.FailoverStore.Versioned;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The rules of one site's failovers: one at a time, each epoch once, and no step of one that is closed.
public final class Failovers {
    /// Steps of one failover run side by side; more collisions than this are no accident.
    private static final int ATTEMPTS = 50;

    /// No version is ever this one.
    private static final long NEVER = -1;

    private final FailoverStore store;
    private final Clock clock;

    public Failovers(FailoverStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Begins a failover, unless one is open or the trigger is no newer than one before. May run any number of
    /// times for one trigger: all get the same failover.
    public Beginning begin(Wanted wanted) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (wanted.kind() == Kind.DRILL && open(Kind.REAL).isPresent()) {
                return new Beginning.Busy(open(Kind.REAL).orElseThrow());
            }
            var lease = store.lease(wanted.kind());
            if (!lease.value().isFree()) {
                return besides(wanted, lease);
            }
            var trigger = wanted.trigger();
            if (trigger.isAlarm() && !trigger.at().isAfter(lease.value().watermark())) {
                return new Beginning.Replay(lease.value());
            }
            var failover = wanted.failover(lease.value().epoch() + 1, clock.instant());
            var taken = new Lease(failover.id(), failover.epoch(), watermark(trigger, lease.value()));
            if (store.replaceBoth(lease, taken, Optional.empty(), failover)) {
                return new Beginning.Granted(failover);
            }
        }
        throw collisions(wanted.trigger().by());
    }

    /// Only alarms are delivered twice, and only their clock is to be trusted.
    private static Instant watermark(Trigger trigger, Lease lease) {
        return trigger.isAlarm() && trigger.at().isAfter(lease.watermark()) ? trigger.at() : lease.watermark();
    }

    /// What rings while one is open is about the same outage, also if it is delivered once more afterwards.
    private Beginning besides(Wanted wanted, Versioned<Lease> lease) {
        var open = get(lease.value().holder());
        if (open.trigger().equals(wanted.trigger())) {
            return new Beginning.Granted(open);
        }
        var watermark = watermark(wanted.trigger(), lease.value());
        if (watermark.isAfter(lease.value().watermark())) {
            var seen = new Lease(open.id(), lease.value().epoch(), watermark);
            if (!store.replace(wanted.kind(), lease, seen)) {
                return begin(wanted);
            }
        }
        return new Beginning.Busy(open);
    }

    /// Counts another run of the workflow, in the place of run `replaced`, which has ended. Refused if somebody
    /// else was faster. A site that is served stays so until it is failed back.
    public Failover again(String id, int replaced) {
        store.questions(id).forEach(store::forget);
        return change(id, failover -> {
            refuseClosed(failover);
            if (failover.attempt() != replaced) {
                throw new RefusedFailure(
                        "somebody else has resumed the failover " + id, "`lifeboat status` shows how it goes.");
            }
            var state = failover.state() == State.HELD ? State.RUNNING : failover.state();
            int next = failover.attempt() + 1;
            return failover.in(state, clock.instant())
                    .attempt(next)
                    .with(new Failover.Note(clock.instant(), "run " + next + " of the workflow begins"));
        });
    }

    /// The failover, or a {@link ConfigurationFailure} if there is none of that name.
    public Failover get(String id) {
        return find(id).value();
    }

    private Versioned<Failover> find(String id) {
        return store.find(id)
                .orElseThrow(() -> new ConfigurationFailure(
                        "there is no failover " + id, "`lifeboat status` names those that there are."));
    }

    /// The one that is open, if there is one.
    public Optional<Failover> open(Kind kind) {
        var holder = store.lease(kind).value().holder();
        return holder.isEmpty() ? Optional.empty() : Optional.of(get(holder));
    }

    /// Fails if nothing could be written. Writes nothing: the condition of this write is never met.
    public void demandThatRecordsCanBeKept() {
        store.replace(Kind.REAL, new Versioned<>(Lease.NONE, NEVER), Lease.NONE);
    }

    /// The epoch of the newest failover that ever began; 0 before the first. It never gets smaller.
    public long newestEpoch() {
        return store.lease(Kind.REAL).value().epoch();
    }

    /// Every one, newest first.
    public List<Failover> list() {
        return store.list();
    }

    /// Keeps a question to a person, in the place of one that the same step asked before.
    public void ask(String id, String step, String text, Secret token) {
        store.ask(new Question(id, step, text, token, clock.instant()));
    }

    /// What the steps of a failover wait for, oldest first.
    public List<Question> questions(String id) {
        return store.questions(id);
    }

    /// Notes what a person answered.
    public void answered(Question question, String answer) {
        store.forget(question);
        end(question.failover(), question.step(), Step.State.DONE, answer);
    }

    /// Notes that the last step runs, which may do so when the failover is over already.
    public Failover beginLast(String id, String step) {
        return change(id, failover -> failover.begin(step, clock.instant()));
    }

    /// Notes that a step runs. Refused if the failover is closed: what runs then is a straggler.
    public Failover begin(String id, String step) {
        return change(id, failover -> {
            refuseClosed(failover);
            return failover.begin(step, clock.instant());
        });
    }

    /// Fails if the failover is closed.
    public static void refuseClosed(Failover failover) {
        if (failover.state().isClosed()) {
            throw new RefusedFailure(
                    "the failover " + failover.id() + " is over: " + failover.state(),
                    "Nothing is left to do for it; `lifeboat status` shows what is open.");
        }
    }

    /// Notes how a step ended.
    public void end(String id, String step, Step.State how, String outcome) {
        change(id, failover -> failover.with(step, found -> found.ended(how, clock.instant(), outcome)));
    }

    /// Notes that a step is not over, and what it waits for.
    public void wait(String id, String step, String outcome) {
        change(id, failover -> failover.with(step, found -> found.still(outcome)));
    }

    /// Keeps what a step must know when it is run again, or others after it. An empty text forgets. Refused if the
    /// failover is over: what is still at work then must stop.
    public Failover remember(String id, String step, Map<String, String> data) {
        return change(id, failover -> {
            refuseClosed(failover);
            return failover.with(step, found -> found.with(data));
        });
    }

    /// Notes something that happened meanwhile.
    public void note(String id, String text) {
        change(id, failover -> failover.with(new Failover.Note(clock.instant(), text)));
    }

    /// Notes which backup a person wants.
    public void wish(String id, String backup) {
        change(id, failover -> failover.wishing(backup));
    }

    /// Changes the state of an open failover to another open one.
    public Failover move(String id, State state) {
        return change(id, failover -> {
            refuseClosed(failover);
            return failover.state() == state ? failover : failover.in(state, clock.instant());
        });
    }

    /// Closes a failover and gives the lease back. May run any number of times.
    public void close(String id, State state) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var before = find(id);
            var kind = before.value().kind();
            var lease = store.lease(kind);
            if (before.value().state().isClosed()) {
                return;
            }
            var after = before.value().in(state, clock.instant());
            var free = new Lease("", lease.value().epoch(), lease.value().watermark());
            if (store.replaceBoth(lease, free, Optional.of(before), after)) {
                return;
            }
        }
        throw collisions(id);
    }

    private Failover change(String id, UnaryOperator<Failover> change) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var before = find(id);
            var after = change.apply(before.value());
            if (after.equals(before.value()) || store.replace(before, after)) {
                return after;
            }
        }
        throw collisions(id);
    }

    private static TransientFailure collisions(String what) {
        return new TransientFailure(
                "cannot note the progress of " + what + ": others keep changing it", "Try again in a moment.");
    }
}
