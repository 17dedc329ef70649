package testkit;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON document as text, written and read by the serializer of Lambda's Java runtime.
public record JsonText(String text) {
    private static final PojoSerializer<Object> ANYTHING =
            JacksonFactory.getInstance().getSerializer(Object.class);

    /// The text of maps, lists, texts, numbers, booleans and null. What is text already stays as it is.
    public static JsonText of(@Nullable Object value) {
        return value instanceof JsonText json ? json : new JsonText(write(ANYTHING, value));
    }

    static <T> String write(PojoSerializer<T> serializer, @Nullable T value) {
        if (value == null) {
            return "null";
        }
        var out = new ByteArrayOutputStream();
        serializer.toJson(value, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /// The members of the object that the text is.
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> members() {
        if (ANYTHING.fromJson(text) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalStateException("not a JSON object: " + text);
    }

    @Override
    public String toString() {
        return text;
    }
}
