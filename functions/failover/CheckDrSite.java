package failover;

import base.ConfigurationFailure;
import base.Failure;
import engine.mysql.Sessions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Looks whether the DR site may be shown to people: the application answers through the gateway, which it does only if
/// it can read its database, and its own account can write there. Reads only.
final class CheckDrSite implements Task {
    private final SiteProbe probe;
    private final URI url;
    private final Optional<Supplier<Sessions>> application;
    private final boolean isWarm;
    private final Duration patience;
    private final Clock clock;

    /// `url` is the page of the application that reads the database, through the gateway. `application` logs in to the
    /// DR database as the application does.
    CheckDrSite(
            SiteProbe probe,
            URI url,
            Optional<Supplier<Sessions>> application,
            boolean isWarm,
            Duration patience,
            Clock clock) {
        this.probe = probe;
        this.url = url;
        this.application = application;
        this.isWarm = isWarm;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public Result run(Turn turn) {
        application.ifPresent(CheckDrSite::checkLogin);
        var seen = probe.look(url);
        if (seen.isWell() && seen.isDrSite()) {
            return Result.ready("the application answers through the gateway");
        }
        String problem = seen.problem().orElse(url.getHost() + " is answered by another site than the DR site");
        refuseToWaitForEver(turn, problem);
        return Result.waiting(problem);
    }

    private void refuseToWaitForEver(Turn turn, String problem) {
        if (turn.hasWaited(patience, clock)) {
            throw new ConfigurationFailure(
                    "the application does not answer after " + patience.toMinutes() + " minutes: " + problem,
                    "Look at the VM's boot log and the gateway's backend health; then lifeboat failover --resume.");
        }
    }

    /// The accounts of last night may be missing there, or have another password.
    private static void checkLogin(Supplier<Sessions> application) {
        try (var session = application.get().open()) {
            boolean isReadOnly =
                    session.first("ask whether the database is read-only", "SELECT @@read_only", row -> row.number(1))
                                    .orElse(1L)
                            == 1L;
            if (isReadOnly) {
                throw new ConfigurationFailure(
                        "the DR database is read-only", "Set read_only to OFF there; then lifeboat failover --resume.");
            }
        }
    }

    @Override
    public String rehearse(Rehearsal rehearsal) {
        probe.demandAnAddress(url);
        String login = application.map(this::rehearsedLogin).orElse("no login of the application is configured");
        var seen = probe.look(url);
        if (seen.isWell() && !seen.isDrSite()) {
            throw new ConfigurationFailure(
                    url.getHost() + " is answered by another site than the DR site",
                    "Correct DrUrl: it must lead through the gateway in Azure.");
        }
        return login + "; " + seen.problem().orElse("it answers through the gateway");
    }

    /// What a warm standby does not let in tonight, it does not on the bad day either. A cold one gets its accounts
    /// with the backup.
    private String rehearsedLogin(Supplier<Sessions> login) {
        try {
            checkLogin(login);
            return "the application may log in to the DR database";
        } catch (Failure failure) {
            if (isWarm) {
                throw failure;
            }
            return "not yet: " + failure.getMessage();
        }
    }
}
