package base;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads settings from environment variables and reports every problem at once.
///
/// Reading never throws: a missing or invalid value is remembered and a stand-in is returned, so that {@link
/// #read} can list all problems together. Values never appear in the problems, since they may be secrets.
public final class Settings {
    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /// Runs `parse` and fails with every problem that it met, or returns its result.
    public static <T> T read(Map<String, String> values, Function<Settings, T> parse) {
        var settings = new Settings(values);
        T result = parse.apply(settings);
        if (!settings.problems.isEmpty()) {
            throw new ConfigurationFailure(
                    "settings are wrong: " + String.join("; ", settings.problems),
                    "Correct the function's environment variables and deploy again.");
        }
        return result;
    }

    /// A value that must be there and not be blank.
    public String text(String name) {
        return optional(name).orElseGet(() -> problem(name + " is not set", ""));
    }

    /// A value that may be absent; blank counts as absent.
    public Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// A whole number in a range, or `fallback` when it is absent.
    public int number(String name, int min, int max, int fallback) {
        return parsed(name, Integer::parseInt)
                .filter(value -> inRange(name, value, min, max))
                .orElse(fallback);
    }

    /// A value that `parser` understands; its {@link IllegalArgumentException} or {@link Failure} becomes a
    /// problem.
    public <T> Optional<T> parsed(String name, Function<String, @Nullable T> parser) {
        try {
            return optional(name).map(parser);
        } catch (IllegalArgumentException e) {
            problems.add(name + " is not valid");
        } catch (Failure e) {
            problems.add(name + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    private boolean inRange(String name, int value, int min, int max) {
        boolean fits = value >= min && value <= max;
        if (!fits) {
            problems.add(name + " must be from " + min + " to " + max);
        }
        return fits;
    }

    /// A value that must be there and that `parser` understands.
    public <T> T required(String name, Function<String, @Nullable T> parser, T standIn) {
        if (optional(name).isEmpty()) {
            return problem(name + " is not set", standIn);
        }
        return this.<T>parsed(name, parser).orElse(standIn);
    }

    /// `true` or `false`; false if it is absent.
    public boolean flag(String name) {
        return this.<Boolean>parsed(name, Settings::yesOrNo).orElse(false);
    }

    private static Boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /// Remembers a problem and returns a stand-in.
    public <T> T problem(String what, T standIn) {
        problems.add(what);
        return standIn;
    }
}
