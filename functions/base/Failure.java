package base;

import org.jspecify.annotations.Nullable;

/// What went wrong, for the person on call: a lower-case sentence with the values in it, and a hint that says
/// what to do.
///
/// The kinds are classes because Step Functions matches `Retry` and `Catch` on the class name. Any exception
/// that is not a `Failure` is a bug of ours.
public abstract sealed class Failure extends RuntimeException
        permits TransientFailure, ConfigurationFailure, CorruptionFailure, RefusedFailure {
    private final String hint;

    Failure(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /// One sentence that tells the operator what to do next.
    public final String hint() {
        return hint;
    }

    /// The message and the hint in one line, as the command line and the catalog show them.
    public final String summary() {
        return getMessage() + " (" + hint + ")";
    }
}
