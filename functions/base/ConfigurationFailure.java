package base;

import org.jspecify.annotations.Nullable;

/// It will not work until a person changes something: a missing grant, a wrong setting, a full disk.
public final class ConfigurationFailure extends Failure {
    public ConfigurationFailure(String message, String hint) {
        this(message, hint, null);
    }

    public ConfigurationFailure(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
