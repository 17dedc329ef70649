package failover;

/// Lambda `ChooseBackupFunction`: `{"backup": "ID", "restored": false}`. Reads only; may run any number of times.
public final class ChooseBackupHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public ChooseBackupHandler() {
        this(new Wiring(System.getenv()));
    }

    ChooseBackupHandler(Wiring wiring) {
        super(wiring, "ChooseBackup", wiring.chooseBackup());
    }
}
