package engine.format;

import base.CorruptionFailure;
import base.TransientFailure;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON documents as maps, lists, texts, whole numbers and booleans, in the order in which they were put
/// together.
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Separators SEPARATORS =
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);

    private Json() {}

    /// A document, indented by four spaces, in UTF-8, with a line feed at its end.
    public static byte[] bytes(Map<String, ?> document) {
        var bytes = new ByteArrayOutputStream();
        try {
            write(document, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Map<String, ?> document, OutputStream out) throws IOException {
        var indenter = new DefaultIndenter("    ", "\n");
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter(SEPARATORS)
                    .withObjectIndenter(indenter)
                    .withArrayIndenter(indenter));
            value(json, document);
            json.writeRaw('\n');
        }
    }

    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (var entry : map.entrySet()) {
                    json.writeFieldName((String) entry.getKey());
                    value(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case Collection<?> list -> {
                json.writeStartArray();
                for (var item : list) {
                    value(json, item);
                }
                json.writeEndArray();
            }
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    /// Reads an object. Text that is no JSON object is a {@link CorruptionFailure} that names `what`.
    public static JsonObject read(InputStream in, String what) {
        try (JsonParser json = FACTORY.createParser(in)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                return new JsonObject(object(json), what);
            }
        } catch (JsonProcessingException e) {
            throw unreadable(what, e);
        } catch (IOException e) {
            throw new TransientFailure("cannot read " + what + ": " + e.getMessage(), "Try again.", e);
        }
        throw unreadable(what, null);
    }

    private static CorruptionFailure unreadable(String what, @Nullable IOException cause) {
        return new CorruptionFailure(
                what + " is not a JSON object", "Use another backup and keep this one aside.", cause);
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        var object = new LinkedHashMap<String, @Nullable Object>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            object.put(name, value(json));
        }
        return object;
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> {
                var list = new ArrayList<@Nullable Object>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> json.getText();
        };
    }
}
