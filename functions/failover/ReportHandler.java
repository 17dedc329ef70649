package failover;

/// Lambda `ReportFunction`: settles the state, writes the report, tells people. May run any number of times.
public final class ReportHandler extends TaskHandler {
    /// For Lambda: wires real clients from the environment.
    public ReportHandler() {
        this(new Wiring(System.getenv()));
    }

    ReportHandler(Wiring wiring) {
        super(wiring, "Report", wiring.report());
    }
}
