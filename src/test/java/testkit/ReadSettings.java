package testkit;

import base.ConfigurationFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds out which environment variables a function reads, by giving it none but these.
public final class ReadSettings {
    private ReadSettings() {}

    public static Set<String> of(Map<String, String> given, Consumer<Map<String, String>> reader) {
        var read = new TreeSet<String>();
        var environment = new HashMap<String, String>() {
            @Override
            public @Nullable String get(@Nullable Object name) {
                read.add(String.valueOf(name));
                return given.get(String.valueOf(name));
            }
        };
        try {
            reader.accept(environment);
        } catch (ConfigurationFailure allAreMissing) {
            return read;
        }
        throw new IllegalStateException("no setting is needed");
    }
}
