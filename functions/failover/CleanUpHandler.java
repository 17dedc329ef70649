package failover;

/// Lambda `CleanUpFunction`: `{"ready": true}` when the DR site is as it was before, or `false` with the seconds to
/// wait. May run any number of times.
public final class CleanUpHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public CleanUpHandler() {
        this(new Wiring(System.getenv()));
    }

    CleanUpHandler(Wiring wiring) {
        super(wiring, "CleanUp", wiring.cleanUp());
    }
}
