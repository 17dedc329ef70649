package base;

import java.util.Objects;

/// A value that never appears in a log, an exception or a report: it prints as `***`.
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value, "value is null");
    }

    /// The value itself, for the one call that needs it.
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
