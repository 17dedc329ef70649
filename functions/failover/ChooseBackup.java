package failover;

import base.ConfigurationFailure;
import base.Failure;
import engine.load.Ledger;
import engine.load.WaitingEvents;
import engine.mysql.MySqlFailure;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import engine.stored.Survey;
import engine.stored.Survey.Found;
import incident.Failover;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Chooses what the site will show, from the store itself, which is there when AWS is not. Reads only.
///
/// That is the newest verified backup; a warm standby keeps what it holds, if that is verified. Another one only if a
/// person named it.
final class ChooseBackup implements Task {
    /// Remembered while the standby is kept for this failover.
    static final String RESERVED = "reserved";

    /// More than a night and its proof; the alarm on the age has the same limit.
    private static final Duration AGE_MAX = Duration.ofHours(27);

    private final String source;
    private final Supplier<BlobStore> store;
    private final Supplier<Sessions> target;
    private final boolean isWarm;
    private final Clock clock;

    ChooseBackup(String source, Supplier<BlobStore> store, Supplier<Sessions> target, boolean isWarm, Clock clock) {
        this.source = source;
        this.store = store;
        this.target = target;
        this.isWarm = isWarm;
        this.clock = clock;
    }

    @Override
    public Result run(Turn turn) {
        var backups = backups();
        var held = held(backups);
        var chosen = turn.failover().wish().isPresent() ? wished(turn.failover(), backups) : best(backups, held);
        boolean isThere = held.filter(found -> found.equals(chosen)).isPresent();
        reserve(turn, isThere);
        remember(turn, chosen, newest(backups));
        return Result.over(
                chosen.dump().id() + (isThere ? ", which the standby holds" : ""),
                Map.of("backup", chosen.dump().id(), "restored", isThere));
    }

    private List<Found> backups() {
        return new Survey(store.get(), clock)
                .look().stream()
                        .filter(found -> found.source().equals(source)
                                && found.dump().sealed().isPresent())
                        .toList();
    }

    /// What the standby holds whole and verified.
    private Optional<Found> held(List<Found> backups) {
        try (var session = target.get().open()) {
            return Ledger.on(session).restores().stream()
                    .filter(restore -> restore.state() == Ledger.State.DONE && !restore.proof())
                    .filter(restore -> restore.verdict().equals("VERIFIED"))
                    .flatMap(restore ->
                            backups.stream().filter(found -> found.dump().id().equals(restore.backup())))
                    .findFirst();
        }
    }

    /// The nightly restore must not take away what was chosen. A drill changes nothing.
    private void reserve(Turn turn, boolean isThere) {
        boolean isOurs = !turn.memory(RESERVED).isEmpty();
        boolean isOpened = turn.failover().step("OpenGates").isPresent();
        if (turn.failover().isDrill() || isOpened || isThere == isOurs) {
            return;
        }
        turn.remember(Map.of(RESERVED, isThere ? "yes" : ""));
        try (var session = target.get().open()) {
            if (isThere) {
                WaitingEvents.reserve(session);
            } else {
                WaitingEvents.release(session);
            }
        }
    }

    private static Found wished(Failover failover, List<Found> backups) {
        String wish = failover.wish().orElse("");
        return backups.stream()
                .filter(found ->
                        wish.equals("latest") || wish.equals(found.dump().id()))
                .filter(found -> found.state() != Survey.State.FAILED)
                .findFirst()
                .orElseThrow(() -> new ConfigurationFailure(
                        "there is no usable backup " + wish,
                        "Name another one: lifeboat failover --resume --backup ID."));
    }

    private Found best(List<Found> backups, Optional<Found> held) {
        return held.filter(found -> isWarm && found.state() == Survey.State.VERIFIED)
                .or(() -> backups.stream()
                        .filter(found -> found.state() == Survey.State.VERIFIED)
                        .findFirst())
                .orElseThrow(() -> new ConfigurationFailure(
                        "no backup of " + source + " is verified",
                        "Decide whether to use one that is not: lifeboat failover --resume --backup latest."));
    }

    private static Optional<Found> newest(List<Found> backups) {
        return backups.stream().findFirst();
    }

    /// For the report: what is lost.
    private static void remember(Turn turn, Found chosen, Optional<Found> newest) {
        Instant moment = chosen.moment();
        turn.remember(Map.of(
                "backup", chosen.dump().id(),
                "state", chosen.state().name(),
                "snapshotAt", moment.toString(),
                "gtidSet",
                        chosen.dump()
                                .sealed()
                                .map(manifest -> manifest.head().gtidSet())
                                .orElse(""),
                "newerUnused",
                        newest.filter(found -> !found.equals(chosen))
                                .map(found -> found.dump().id() + " " + found.state())
                                .orElse("")));
    }

    @Override
    public String rehearse(Rehearsal rehearsal) {
        var backups = backups();
        var held = heldIfReachable(backups);
        var chosen = best(backups, held);
        var age = Duration.between(chosen.moment(), clock.instant());
        if (age.compareTo(AGE_MAX) > 0) {
            throw new ConfigurationFailure(
                    "the newest verified backup, " + chosen.dump().id() + ", is " + text(age) + " old",
                    "Look why none since then was made or verified: lifeboat backups.");
        }
        boolean isHeld = held.filter(chosen::equals).isPresent();
        return "newest verified backup " + text(age) + " old" + (isHeld ? ", which the standby holds" : "");
    }

    /// A server that is there for the bad day only may be stopped until then.
    private Optional<Found> heldIfReachable(List<Found> backups) {
        try {
            return held(backups);
        } catch (Failure failure) {
            if (!isWarm && MySqlFailure.isUnreachable(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static String text(Duration age) {
        return age.toHours() + " h " + age.toMinutesPart() + " min";
    }
}
