package failover;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes something when it is first wanted, and then keeps it.
final class Once<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable T made;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = maker.get();
        }
        return made;
    }
}
