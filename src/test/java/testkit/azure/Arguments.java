package testkit.azure;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The evaluated arguments of a function; each is of the wanted type or the template is invalid.
record Arguments(String function, List<Object> all) {
    int size() {
        return all.size();
    }

    Object at(int index) {
        if (index >= all.size()) {
            throw new ArmTemplate.Invalid("InvalidTemplate", function + "() has too few arguments: " + all.size());
        }
        return all.get(index);
    }

    String text(int index) {
        if (at(index) instanceof String text) {
            return text;
        }
        throw wrong(index, "a string");
    }

    long number(int index) {
        if (at(index) instanceof Long number) {
            return number;
        }
        throw wrong(index, "a number");
    }

    int index(int index) {
        return Math.toIntExact(number(index));
    }

    boolean truth(int index) {
        if (at(index) instanceof Boolean truth) {
            return truth;
        }
        throw wrong(index, "true or false");
    }

    Stream<Boolean> truths() {
        return IntStream.range(0, size()).mapToObj(this::truth);
    }

    @SuppressWarnings("unchecked")
    List<Object> list(int index) {
        if (at(index) instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw wrong(index, "an array");
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(int index) {
        if (at(index) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw wrong(index, "an object");
    }

    private ArmTemplate.Invalid wrong(int index, String wanted) {
        return new ArmTemplate.Invalid(
                "InvalidTemplate", function + "() wants " + wanted + " as argument " + index + ", not " + at(index));
    }

    /// A value inside a text: as .NET writes it, so `true` is `True`.
    static String asText(Object value) {
        return switch (value) {
            case String text -> text;
            case Long number -> number.toString();
            case Boolean truth -> truth ? "True" : "False";
            default -> throw new ArmTemplate.Invalid("InvalidTemplate", "cannot write " + value + " as a string");
        };
    }

    static long parsed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ArmTemplate.Invalid("InvalidTemplate", "'" + text + "' is no whole number");
        }
    }
}
