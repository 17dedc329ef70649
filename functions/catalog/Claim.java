package catalog;

/// The answer to the wish to make a run.
public sealed interface Claim {
    /// It is yours. `token` proves it in every later call; `entry` is as it stands now.
    record Granted(Entry entry, String token) implements Claim {}

    /// Somebody else is at it, and was heard of lately.
    record Running(Entry entry) implements Claim {}

    /// It is done.
    record Done(Entry entry) implements Claim {}
}
