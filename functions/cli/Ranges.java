package cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Numbers that a person may choose within bounds.
final class Ranges {
    private Ranges() {}

    /// The value, or wrong usage.
    static int inRange(CommandSpec spec, String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(spec.commandLine(), option + " must be from " + min + " to " + max);
        }
        return value;
    }
}
