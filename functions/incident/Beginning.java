package incident;

/// What came of the wish to begin a failover.
public sealed interface Beginning {
    /// It has begun, or had begun for this very reason: its workflow must run.
    record Granted(Failover failover) implements Beginning {}

    /// Another one is not closed yet.
    record Busy(Failover open) implements Beginning {}

    /// The reason is no newer than one that was acted upon before.
    record Replay(Lease lease) implements Beginning {}
}
