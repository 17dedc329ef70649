package failover;

/// Lambda `FencePrimaryFunction`: `{"fence": "fenced"}`, `"unreachable"` or `"unknown"`. May run any number of times.
public final class FencePrimaryHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public FencePrimaryHandler() {
        this(new Wiring(System.getenv()));
    }

    FencePrimaryHandler(Wiring wiring) {
        super(wiring, FencePrimary.NAME, wiring.fencePrimary());
    }
}
