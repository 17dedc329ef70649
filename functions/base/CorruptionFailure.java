package base;

import org.jspecify.annotations.Nullable;

/// The data is not what it should be: a hash that differs, a definition that changed under the dump.
public final class CorruptionFailure extends Failure {
    public CorruptionFailure(String message, String hint) {
        this(message, hint, null);
    }

    public CorruptionFailure(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
