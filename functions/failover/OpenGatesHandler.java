package failover;

/// Lambda `OpenGatesFunction`: moves visitors to Azure. May run any number of times.
public final class OpenGatesHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public OpenGatesHandler() {
        this(new Wiring(System.getenv()));
    }

    OpenGatesHandler(Wiring wiring) {
        super(wiring, "OpenGates", wiring.openGates());
    }
}
