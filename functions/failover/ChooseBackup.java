package failover;

import base.ConfigurationFailure;
import engine.load.Ledger;
import engine.load.WaitingEvents;
import engine.mysql.Sessions;
import engine.storage.BlobStore;
import engine.stored.Survey;
import engine.stored.Survey.Found;
import incident.Failover;
import java.time.Clock;
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
        var backups = new Survey(store.get(), clock)
                .look().stream()
                        .filter(found -> found.source().equals(source)
                                && found.dump().sealed().isPresent())
                        .toList();
        var held = held(backups);
        var chosen = turn.failover().wish().isPresent() ? wished(turn.failover(), backups) : best(backups, held);
        boolean isThere = held.filter(found -> found.equals(chosen)).isPresent();
        reserve(turn, isThere);
        remember(turn, chosen, newest(backups));
        return Result.over(
                chosen.dump().id() + (isThere ? ", which the standby holds" : ""),
                Map.of("backup", chosen.dump().id(), "restored", isThere));
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
}
