package failover;

/// Lambda `LiftFenceFunction`: unlocks the accounts that the failover has locked. May run any number of times.
public final class LiftFenceHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public LiftFenceHandler() {
        this(new Wiring(System.getenv()));
    }

    LiftFenceHandler(Wiring wiring) {
        super(wiring, "LiftFence", wiring.liftFence());
    }
}
