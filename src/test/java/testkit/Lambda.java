package testkit;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What Lambda does around a handler: events and results go through the serializer that its Java runtime uses.
public final class Lambda {
    private Lambda() {}

    /// A file below `events/` as the handler gets it.
    public static <T> T event(String file, Class<T> type) {
        return event(Scripts.root().resolve("events").resolve(file), type);
    }

    public static <T> T event(Path file, Class<T> type) {
        PojoSerializer<T> serializer = serializer(type);
        try {
            return serializer.fromJson(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What Lambda's Java runtime reads and writes a handler's type with.
    @SuppressWarnings("unchecked")
    static <T> PojoSerializer<T> serializer(Type type) {
        return type instanceof Class<?> event && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())
                ? LambdaEventSerializers.serializerFor((Class<T>) event, Lambda.class.getClassLoader())
                : (PojoSerializer<T>) JacksonFactory.getInstance().getSerializer(type);
    }

    /// A result as the invoker gets it.
    public static <T> String result(T result, Class<T> type) {
        var out = new ByteArrayOutputStream();
        JacksonFactory.getInstance().getSerializer(type).toJson(result, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /// An invocation's context with so much time left.
    public static Context context(Duration left) {
        return context("local", left);
    }

    /// An invocation's context in a function of that name.
    public static Context context(String function, Duration left) {
        return new LocalContext(function, System.nanoTime() + left.toNanos());
    }

    private record LocalContext(String function, long end) implements Context {
        @Override
        public String getAwsRequestId() {
            return "local-request";
        }

        @Override
        public String getLogGroupName() {
            return "local";
        }

        @Override
        public String getLogStreamName() {
            return "local";
        }

        @Override
        public String getFunctionName() {
            return function;
        }

        @Override
        public String getFunctionVersion() {
            return "1";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn:aws:lambda:ap-northeast-2:123456789012:function:" + function;
        }

        @Override
        @SuppressWarnings("NullAway") // as Lambda does when no mobile SDK invoked
        public CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        @SuppressWarnings("NullAway") // as Lambda does when no mobile SDK invoked
        public ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return (int) Duration.ofNanos(end - System.nanoTime()).toMillis();
        }

        @Override
        public int getMemoryLimitInMB() {
            return 2048;
        }

        @Override
        public LambdaLogger getLogger() {
            return new LambdaLogger() {
                @Override
                public void log(String message) {
                    System.err.println(message);
                }

                @Override
                public void log(byte[] message) {
                    log(new String(message, StandardCharsets.UTF_8));
                }
            };
        }
    }
}
