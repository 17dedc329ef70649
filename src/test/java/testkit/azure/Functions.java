package testkit.azure;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// The functions of the template language that need nothing but their arguments. `uniqueString` is a stand-in:
/// as stable as Azure's, but another text. Functions that give something new at each run (`utcNow`, `newGuid`) are
/// left out on purpose: a template with them cannot be deployed twice.
final class Functions {
    private static final Map<String, Function<Arguments, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("concat", Functions::concat);
        ALL.put("format", Functions::format);
        ALL.put("base64", a -> Base64.getEncoder().encodeToString(a.text(0).getBytes(StandardCharsets.UTF_8)));
        ALL.put("uniqueString", Functions::uniqueString);
        ALL.put("string", a -> a.at(0) instanceof String text ? text : Json.write(a.at(0)));
        ALL.put("json", a -> Json.read(a.text(0)));
        ALL.put("int", a -> a.at(0) instanceof Long number ? number : Arguments.parsed(a.text(0)));
        ALL.put("toLower", a -> a.text(0).toLowerCase(Locale.ROOT));
        ALL.put("toUpper", a -> a.text(0).toUpperCase(Locale.ROOT));
        ALL.put("trim", a -> a.text(0).trim());
        ALL.put("replace", a -> a.text(0).replace(a.text(1), a.text(2)));
        ALL.put("split", a -> Arrays.<Object>asList((Object[]) a.text(0).split(literally(a.text(1)), -1)));
        ALL.put("join", a -> a.list(0).stream().map(Arguments::asText).collect(Collectors.joining(a.text(1))));
        ALL.put(
                "substring",
                a -> a.size() == 2
                        ? a.text(0).substring(a.index(1))
                        : a.text(0).substring(a.index(1), a.index(1) + a.index(2)));
        ALL.put("startsWith", a -> a.text(0).startsWith(a.text(1)));
        ALL.put("endsWith", a -> a.text(0).endsWith(a.text(1)));
        ALL.put(
                "uriComponent",
                a -> URLEncoder.encode(a.text(0), StandardCharsets.UTF_8).replace("+", "%20"));
        ALL.put("equals", a -> a.at(0).equals(a.at(1)));
        ALL.put("not", a -> !a.truth(0));
        ALL.put("and", a -> a.truths().allMatch(truth -> truth));
        ALL.put("or", a -> a.truths().anyMatch(truth -> truth));
        ALL.put("greater", a -> a.number(0) > a.number(1));
        ALL.put("greaterOrEquals", a -> a.number(0) >= a.number(1));
        ALL.put("less", a -> a.number(0) < a.number(1));
        ALL.put("lessOrEquals", a -> a.number(0) <= a.number(1));
        ALL.put("add", a -> a.number(0) + a.number(1));
        ALL.put("sub", a -> a.number(0) - a.number(1));
        ALL.put("mul", a -> a.number(0) * a.number(1));
        ALL.put("min", a -> Math.min(a.number(0), a.number(1)));
        ALL.put("max", a -> Math.max(a.number(0), a.number(1)));
        ALL.put("true", a -> true);
        ALL.put("false", a -> false);
        ALL.put("null", a -> Nothing.NULL);
        ALL.put("empty", a -> size(a.at(0)) == 0);
        ALL.put("length", a -> size(a.at(0)));
        ALL.put("first", a -> a.list(0).getFirst());
        ALL.put("last", a -> a.list(0).getLast());
        ALL.put("contains", Functions::contains);
        ALL.put("union", Functions::union);
        ALL.put(
                "range",
                a -> LongStream.range(a.number(0), a.number(0) + Math.min(a.number(1), 10_000))
                        .<Object>mapToObj(n -> n)
                        .toList());
        ALL.put("createArray", Arguments::all);
        ALL.put("createObject", Functions::createObject);
        ALL.put(
                "coalesce",
                a -> a.all().stream().filter(v -> v != Nothing.NULL).findFirst().orElse(Nothing.NULL));
    }

    private Functions() {}

    static Object call(String function, Arguments arguments) {
        var found = ALL.get(function);
        if (found == null) {
            throw new ArmTemplate.Invalid("InvalidTemplate", "the template function '" + function + "' is not valid");
        }
        try {
            return found.apply(arguments);
        } catch (IndexOutOfBoundsException | NoSuchElementException | ArithmeticException e) {
            throw new ArmTemplate.Invalid("InvalidTemplate", function + "() cannot take " + arguments.all());
        }
    }

    private static String literally(String text) {
        return Pattern.quote(text);
    }

    private static Object concat(Arguments arguments) {
        if (!arguments.all().isEmpty() && arguments.at(0) instanceof List<?>) {
            var joined = new ArrayList<Object>();
            for (int i = 0; i < arguments.size(); i++) {
                joined.addAll(arguments.list(i));
            }
            return joined;
        }
        return arguments.all().stream().map(Arguments::asText).collect(Collectors.joining());
    }

    private static Object format(Arguments arguments) {
        String text = arguments.text(0);
        var result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '{' || c == '}') && i + 1 < text.length() && text.charAt(i + 1) == c) {
                result.append(c);
                i++;
            } else if (c == '{') {
                int end = text.indexOf('}', i);
                result.append(Arguments.asText(arguments.at(1 + (int) Arguments.parsed(text.substring(i + 1, end)))));
                i = end;
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    private static Object uniqueString(Arguments arguments) {
        String text = arguments.all().stream().map(Arguments::asText).collect(Collectors.joining("-"));
        BigInteger number = new BigInteger(1, text.getBytes(StandardCharsets.UTF_8))
                .multiply(BigInteger.valueOf(0x9E3779B97F4A7C15L).abs())
                .mod(BigInteger.valueOf(26).pow(13));
        var unique = new StringBuilder();
        for (int i = 0; i < 13; i++, number = number.divide(BigInteger.valueOf(26))) {
            unique.append((char) ('a' + number.mod(BigInteger.valueOf(26)).intValue()));
        }
        return unique.toString();
    }

    private static long size(Object value) {
        return switch (value) {
            case String text -> text.length();
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case Nothing nothing -> 0;
            default -> throw new ArmTemplate.Invalid("InvalidTemplate", "there is no length of " + value);
        };
    }

    private static Object contains(Arguments arguments) {
        return switch (arguments.at(0)) {
            case String text -> text.contains(arguments.text(1));
            case List<?> list -> list.contains(arguments.at(1));
            case Map<?, ?> map -> map.containsKey(arguments.text(1));
            default -> throw new ArmTemplate.Invalid("InvalidTemplate", "nothing is contained in " + arguments.at(0));
        };
    }

    private static Object union(Arguments arguments) {
        if (arguments.at(0) instanceof List<?>) {
            Set<Object> all = new LinkedHashSet<>();
            for (int i = 0; i < arguments.size(); i++) {
                all.addAll(arguments.list(i));
            }
            return new ArrayList<>(all);
        }
        var all = new LinkedHashMap<String, Object>();
        for (int i = 0; i < arguments.size(); i++) {
            all.putAll(arguments.map(i));
        }
        return all;
    }

    private static Object createObject(Arguments arguments) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < arguments.size(); i += 2) {
            object.put(arguments.text(i), arguments.at(i + 1));
        }
        return object;
    }
}
