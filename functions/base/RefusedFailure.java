package base;

import org.jspecify.annotations.Nullable;

/// It could be done but would be unsafe, so nothing was touched. The command line exits with 3.
public final class RefusedFailure extends Failure {
    public RefusedFailure(String message, String hint) {
        this(message, hint, null);
    }

    public RefusedFailure(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
