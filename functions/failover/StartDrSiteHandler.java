package failover;

/// Lambda `StartDrSiteFunction`: orders the DR site from Azure and returns at once. May run any number of times.
public final class StartDrSiteHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public StartDrSiteHandler() {
        this(new Wiring(System.getenv()));
    }

    StartDrSiteHandler(Wiring wiring) {
        super(wiring, "StartDrSite", wiring.startDrSite());
    }
}
