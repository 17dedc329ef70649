package failover;

/// Lambda `CheckDrSiteFunction`: `{"ready": true}`, or `false` with the seconds to wait. Reads only.
public final class CheckDrSiteHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public CheckDrSiteHandler() {
        this(new Wiring(System.getenv()));
    }

    CheckDrSiteHandler(Wiring wiring) {
        super(wiring, "CheckDrSite", wiring.checkDrSite());
    }
}
