package failover;

/// Lambda `ConfirmOutageFunction`: `{"primary": "down"}`, `"up"` or `"unclear"`. Reads only; may run any number of
/// times.
public final class ConfirmOutageHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public ConfirmOutageHandler() {
        this(new Wiring(System.getenv()));
    }

    ConfirmOutageHandler(Wiring wiring) {
        super(wiring, ConfirmOutage.NAME, wiring.confirmOutage());
    }
}
