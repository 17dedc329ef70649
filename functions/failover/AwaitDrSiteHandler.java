package failover;

/// Lambda `AwaitDrSiteFunction`: `{"ready": true}`, or `false` with the seconds to wait. May run any number of times.
public final class AwaitDrSiteHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public AwaitDrSiteHandler() {
        this(new Wiring(System.getenv()));
    }

    AwaitDrSiteHandler(Wiring wiring) {
        super(wiring, "AwaitDrSite", wiring.awaitDrSite());
    }
}
