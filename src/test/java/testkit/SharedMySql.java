package testkit;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Two servers that all tests of a run share: a source and a target. A test works in schemas of its own. Tests
/// that kill, lock or configure a server start one of their own instead.
public final class SharedMySql {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static @Nullable MySqlServer source;
    private static @Nullable MySqlServer target;

    private SharedMySql() {}

    public static synchronized MySqlServer source() {
        if (source == null) {
            source = MySqlServer.start();
        }
        return source;
    }

    public static synchronized MySqlServer target() {
        if (target == null) {
            target = MySqlServer.start();
        }
        return target;
    }

    /// A name that no other test has.
    public static String schema() {
        return "t" + SCHEMAS.incrementAndGet();
    }
}
