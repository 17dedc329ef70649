package failover;

/// Lambda `RestoreBackupFunction`: fills the DR site's database. May run any number of times; a run that was cut off is
/// continued by the next.
public final class RestoreBackupHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public RestoreBackupHandler() {
        this(new Wiring(System.getenv()));
    }

    RestoreBackupHandler(Wiring wiring) {
        super(wiring, "RestoreBackup", wiring.restoreBackup());
    }
}
