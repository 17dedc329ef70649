package cloud.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Maps, lists, texts and whole numbers as DynamoDB keeps them.
final class Attributes {
    private Attributes() {}

    static AttributeValue of(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                AttributeValue.fromM(map.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> String.valueOf(entry.getKey()), entry -> of(entry.getValue()))));
            case Iterable<?> list -> {
                var items = new java.util.ArrayList<AttributeValue>();
                list.forEach(item -> items.add(of(item)));
                yield AttributeValue.fromL(items);
            }
            case Long number -> AttributeValue.fromN(number.toString());
            case String text -> AttributeValue.fromS(text);
            default -> throw new IllegalArgumentException("no attribute for " + value.getClass());
        };
    }

    static Object value(AttributeValue attribute) {
        return switch (attribute.type()) {
            case M -> map(attribute.m());
            case L -> attribute.l().stream().map(Attributes::value).toList();
            case N -> Long.valueOf(attribute.n());
            case S -> attribute.s();
            case SS, NS, BS, B, BOOL, NUL, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("an attribute of type " + attribute.type());
        };
    }

    static Map<String, Object> map(Map<String, AttributeValue> attributes) {
        var map = new LinkedHashMap<String, Object>();
        attributes.forEach((name, attribute) -> map.put(name, value(attribute)));
        return map;
    }
}
