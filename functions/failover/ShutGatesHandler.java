package failover;

/// Lambda `ShutGatesFunction`: lets visitors go to the primary again. May run any number of times.
public final class ShutGatesHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public ShutGatesHandler() {
        this(new Wiring(System.getenv()));
    }

    ShutGatesHandler(Wiring wiring) {
        super(wiring, "ShutGates", wiring.shutGates());
    }
}
