package base;

import org.jspecify.annotations.Nullable;

/// It may work if tried again: a lost connection, a throttled store, a lock that was not granted.
public final class TransientFailure extends Failure {
    public TransientFailure(String message, String hint) {
        this(message, hint, null);
    }

    public TransientFailure(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
