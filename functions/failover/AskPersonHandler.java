package failover;

/// Lambda `AskPersonFunction`: keeps the task token and mails the question. May run any number of times; the newest
/// token counts.
public final class AskPersonHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public AskPersonHandler() {
        this(new Wiring(System.getenv()));
    }

    AskPersonHandler(Wiring wiring) {
        super(wiring, "AskPerson", wiring.askPerson());
    }
}
