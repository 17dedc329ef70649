package failover;

/// Lambda `ConfirmTrafficFunction`: `{"ready": true}`, or `false` with the seconds to wait. Reads only.
public final class ConfirmTrafficHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public ConfirmTrafficHandler() {
        this(new Wiring(System.getenv()));
    }

    ConfirmTrafficHandler(Wiring wiring) {
        super(wiring, "ConfirmTraffic", wiring.confirmTraffic());
    }
}
